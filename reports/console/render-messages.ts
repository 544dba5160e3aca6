import type { RunView } from '#harness/contract/run-view.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatCount, groupDigits } from '../format/format-count.ts';
import { countMessages } from '../model/message-counts.ts';
import { wrap } from './wrap.ts';
import type { Paint } from './paint.ts';

/** What the wire carried: messages per edit first, then all messages by kind. */
export function renderMessages(view: RunView, paint: Paint, width: number): readonly string[] {
  const { byKind, updatesPerEdit } = countMessages(view.history);
  const { edits, messages, bytes } = view.record.counts;
  const kinds = [...byKind]
    .sort(([, a], [, b]) => b.messages - a.messages)
    .map(([kind, count]) => `${kind} ${groupDigits(count.messages)}`);
  const perEdit =
    updatesPerEdit === null ? '' : `, ${updatesPerEdit.toFixed(1)} update messages per edit`;
  const words = `${formatCount(edits, 'edit')}${perEdit}; ${formatCount(messages, 'message')}, ${formatBytes(bytes)} (${kinds.join(', ')})`;
  return wrap(words, width).map(paint.dim);
}
