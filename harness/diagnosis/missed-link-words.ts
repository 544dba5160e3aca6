import type { MissedLink } from '#harness/contract/diagnosis.ts';

/** What happened on the link over which a piece should have come; `endMs` is when it was still missing. */
export function missedLinkWords(
  { from, to, link, heldSinceMs, fate, atMs }: MissedLink,
  endMs: number,
): string {
  const at = `${seconds(atMs ?? endMs)} s`;
  const since = `${seconds(heldSinceMs)} s`;
  switch (fate) {
    case 'never-connected':
      return `${from} had it from ${since}, and ${link} was never connected between then and ${seconds(endMs)} s`;
    case 'never-sent':
      return `${from} had it from ${since}, and never sent it to ${to}, though ${link} was connected until ${at}`;
    case 'never-received':
      return `${from} sent it over ${link} at ${at}, and it never arrived at ${to}`;
    case 'not-kept':
      return `${from} sent it over ${link} at ${at}; ${to} received it and did not keep it`;
    case 'waits':
      return `${from} sent it over ${link} at ${at}; ${to} received it and waits for something that it builds on`;
    case 'forgotten':
      return `${to} had it, and lost it at ${at}; ${from} had it from ${since} and did not bring it again`;
  }
}

/** Milliseconds as seconds without the unit. */
export function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
