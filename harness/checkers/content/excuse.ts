import type { Page } from './book-of-copies.ts';

/** Whether the book of copies excuses that a replica lacks an entry, and what it says of the entry. */
export interface Excuse {
  readonly excused: boolean;
  /** In words: where copies are at the end, or what destroyed the last one. */
  readonly why: string;
}

/**
 * Judges a page for a replica that the devices of `component` can reach at the end. A copy beyond
 * them is no loss: no path that is up and no device that runs can bring it.
 */
export function excuseOf({ copies, end }: Page, component: readonly string[]): Excuse {
  const left = [...copies.values()];
  if (left.length === 0) {
    return end === null
      ? { excused: false, why: 'no copy of it was ever recorded' }
      : { excused: end.excuses, why: end.why };
  }
  const where = left.map(({ device, place }) => `${device} (${place})`).join(', ');
  return left.some(({ device }) => component.includes(device))
    ? { excused: false, why: `copies survive at ${where}` }
    : { excused: true, why: `its copies are out of reach at ${where}` };
}
