import type { History } from '#harness/contract/history.ts';
import type { FrameKind } from '#harness/contract/schedule.ts';

/** What the wire carried, by kind of message. */
export interface MessageCounts {
  readonly byKind: ReadonlyMap<FrameKind, { readonly messages: number; readonly bytes: number }>;
  /** Update messages sent per edit; null without edits. */
  readonly updatesPerEdit: number | null;
}

export function countMessages(history: History): MessageCounts {
  const byKind = new Map<FrameKind, { messages: number; bytes: number }>();
  let edits = 0;
  for (const event of history.events) {
    if (event.kind === 'edit') edits++;
    if (event.kind !== 'send') continue;
    const count = byKind.get(event.frame) ?? { messages: 0, bytes: 0 };
    count.messages++;
    count.bytes += history.payload(event.payload).length;
    byKind.set(event.frame, count);
  }
  const updates = byKind.get('update')?.messages ?? 0;
  return { byKind, updatesPerEdit: edits === 0 ? null : updates / edits };
}
