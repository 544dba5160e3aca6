import type { FrameKind } from '#harness/contract/schedule.ts';
import type { Flight } from './flights.ts';

/** What one link carried in both directions. */
export interface LinkEconomy {
  readonly link: string;
  readonly messages: number;
  readonly bytes: number;
  readonly lost: number;
  readonly byKind: Readonly<Partial<Record<FrameKind, number>>>;
}

/** Messages and bytes of every link, the busiest first. */
export function linkEconomy(
  flights: readonly Flight[],
  sizeOf: (payload: number) => number,
): readonly LinkEconomy[] {
  const links = new Map<
    string,
    { messages: number; bytes: number; lost: number; byKind: Partial<Record<FrameKind, number>> }
  >();
  for (const { link, frame, payload, receivedMs } of flights) {
    const entry = links.get(link) ?? { messages: 0, bytes: 0, lost: 0, byKind: {} };
    entry.messages++;
    entry.bytes += sizeOf(payload);
    entry.byKind[frame] = (entry.byKind[frame] ?? 0) + 1;
    if (receivedMs === null) entry.lost++;
    links.set(link, entry);
  }
  return [...links]
    .map(([link, entry]) => ({ link, ...entry }))
    .sort((a, b) => b.messages - a.messages);
}
