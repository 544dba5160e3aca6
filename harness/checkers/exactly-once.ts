import type { Checker } from '#harness/contract/checker.ts';
import type { Json } from '#harness/contract/json.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { ledgers } from './content/ledger.ts';
import { finalSnapshots } from './content/replica-facts.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LOSS-3', title: 'Every token is there at most once' } as const;

/** Shorter tokens stand in others by chance. */
const leastLength = 4;

/**
 * No token that one edit inserted stands twice in a replica's text: content that was seeded, replayed or
 * rebuilt appears twice. That it is there at all is LOSS-1. Not judged with undo, which legally restores twice.
 */
export const exactlyOnce: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    let judgedTokens = 0;
    for (const [room, { edits }] of ledgers(history)) {
      if (edits.some(({ action }) => action.startsWith('undo.'))) continue;
      const all = edits.flatMap(({ token, rootType }) =>
        token === undefined || rootType !== 'text' ? [] : [token],
      );
      const tokens = all.filter(
        (token) =>
          token.length >= leastLength && all.filter((other) => other.includes(token)).length === 1,
      );
      judgedTokens += tokens.length;
      for (const { seq, device, content } of finalSnapshots(history).filter(
        (final) => final.room === room,
      )) {
        const text = textOf(content);
        const twice = tokens.find((token) => text.split(token).length > 2);
        if (twice !== undefined)
          findings.push({
            seq,
            device,
            room,
            detail: `${device} shows "${twice}" more than once, though it was inserted once`,
          });
      }
    }
    return conclude(
      judged,
      findings,
      judgedTokens === 0
        ? { missing: 'no edit had a token of its own, or edits were undone' }
        : { saw: `${judgedTokens} tokens` },
    );
  },
};

/** All text of a content, deltas joined. */
function textOf(content: Json): string {
  if (typeof content === 'string') return content;
  if (content === null || typeof content !== 'object') return '';
  if (Array.isArray(content)) return content.map(textOf).join('');
  return Object.entries(content)
    .map(([key, value]: [string, Json]) => (key === 'attributes' ? '' : textOf(value)))
    .join('');
}
