import type { Finding } from '#harness/contract/verdict.ts';

/** Findings listed of one replica at one moment: one lost write holds up all that was written after it. */
const mostListed = 50;

/**
 * One finding for each sentence, the same one once; beyond fifty a last one says how many more there
 * are, so that a report stays readable and nothing is hidden.
 */
export function findingsAt(
  { seq, device, room }: { readonly seq: number; readonly device: string; readonly room: string },
  sentences: Iterable<string>,
): Finding[] {
  const details = [...new Set(sentences)];
  const listed = details.slice(0, mostListed).map((detail) => ({ detail, seq, device, room }));
  const unlisted = details.length - listed.length;
  if (unlisted === 0) return listed;
  const detail = `of ${device} there ${unlisted === 1 ? 'is 1 more finding' : `are ${unlisted} more findings`}, not listed`;
  return [...listed, { detail, seq, device, room, unlisted }];
}
