/** What a diagnosis is about: a struct, or the deletion of one. */
export interface Difference {
  readonly id: { readonly client: number; readonly clock: number };
  readonly of: 'struct' | 'deletion';
}
