/** One client's entry of an awareness message; `state` is JSON text, `null` for a client that left. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: string;
}

/** A message of the Yjs protocols, whatever its dialect. */
export type Message =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step2'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: readonly AwarenessEntry[] }
  | { readonly kind: 'query-awareness' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'granted'; readonly scope: string }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'acknowledge'; readonly body: Uint8Array }
  /** Hocuspocus: whether the client's last step 2 or update was taken. */
  | { readonly kind: 'sync-status'; readonly applied: boolean }
  /** Hocuspocus: this document's connection ends, the socket stays. */
  | { readonly kind: 'closing'; readonly reason: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other'; readonly type: number; readonly body: Uint8Array }
  | { readonly kind: 'undecodable'; readonly why: string };
