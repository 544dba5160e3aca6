import type { PresenceReplica } from './presence-replicas.ts';

/** A time in which a replica showed some state of an id; `seq` began it. */
export interface ShownSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly seq: number;
}

/** When a replica showed any state of an id, until it closed. */
export function shownSpans(replica: PresenceReplica, client: number): ShownSpan[] {
  const spans: ShownSpan[] = [];
  let began: { atMs: number; seq: number } | undefined;
  for (const shown of replica.shown.get(client) ?? []) {
    if (shown.state !== null) began ??= shown;
    else if (began) {
      spans.push({ fromMs: began.atMs, toMs: shown.atMs, seq: began.seq });
      began = undefined;
    }
  }
  if (began) spans.push({ fromMs: began.atMs, toMs: replica.closedMs, seq: began.seq });
  return spans;
}
