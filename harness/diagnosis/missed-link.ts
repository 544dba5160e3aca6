import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { MissedLink } from '#harness/contract/diagnosis.ts';
import type { Piece } from './piece.ts';
import type { Trace } from './trace.ts';

/** The fates of a link, the one that says most first. */
const telling: readonly MissedLink['fate'][] = [
  'forgotten',
  'not-kept',
  'waits',
  'never-received',
  'never-sent',
  'never-connected',
];

/**
 * The link that should have brought a piece: between a replica that has it and one that lacks it. Of
 * several the one whose fate says most, and among those the one that was up last.
 */
export function missedLink(
  history: History,
  { holders, wrong }: Pick<Piece, 'holders' | 'wrong'>,
  group: readonly EventOf<'snapshot'>[],
  traced: Trace,
): MissedLink | null {
  const holding = new Set(holders.map(({ device }) => device));
  const lacking = new Map(
    group
      .filter(({ device }) => !holding.has(device))
      .map((snapshot) => [snapshot.device, snapshot]),
  );
  const missed = [...traced.links].flatMap(([link, { dialler, listener }]) =>
    [
      { from: dialler, to: listener },
      { from: listener, to: dialler },
    ].flatMap(({ from, to }): MissedLink[] => {
      const lacker = lacking.get(to);
      const arrival = traced.arrivals.find(({ device }) => device === from);
      if (lacker === undefined || arrival === undefined || !holding.has(from)) return [];
      const hop = { link, from, to, heldSinceMs: arrival.atMs };
      return [{ ...hop, ...fateOf(history, hop, lacker, traced) }];
    }),
  );
  const rank = (miss: MissedLink): number => telling.indexOf(miss.fate);
  const isWrong = ({ to }: MissedLink): number => (to === wrong.device ? 0 : 1);
  return (
    missed.toSorted(
      (a, b) => rank(a) - rank(b) || isWrong(a) - isWrong(b) || (b.atMs ?? 0) - (a.atMs ?? 0),
    )[0] ?? null
  );
}

function fateOf(
  history: History,
  { link, from, to, heldSinceMs }: Pick<MissedLink, 'link' | 'from' | 'to' | 'heldSinceMs'>,
  lacker: EventOf<'snapshot'>,
  { arrivals, carriages, connected }: Trace,
): Pick<MissedLink, 'fate' | 'atMs'> {
  const had = arrivals.find(({ device }) => device === to);
  if (had !== undefined) return { fate: 'forgotten', atMs: forgottenMs(history, had.seq, lacker) };
  const sent = carriages.findLast(
    (carriage) => carriage.link === link && carriage.from === from && carriage.to === to,
  );
  if (sent !== undefined) {
    if (sent.receivedMs === null) return { fate: 'never-received', atMs: sent.sentMs };
    const waits = lacker.pendingStructs || lacker.pendingDeletes;
    return { fate: waits ? 'waits' : 'not-kept', atMs: sent.sentMs };
  }
  const since = connected.filter((span) => span.link === link && span.toMs > heldSinceMs);
  const last = since.at(-1);
  return last === undefined
    ? { fate: 'never-connected', atMs: null }
    : { fate: 'never-sent', atMs: last.toMs };
}

/** When a device lost what it had: its replica ended, or the snapshot that shows it gone. */
function forgottenMs(history: History, hadSeq: number, lacker: EventOf<'snapshot'>): number {
  const end = history.events.find(
    (event) =>
      event.seq > hadSeq &&
      event.seq < lacker.seq &&
      event.device === lacker.device &&
      (event.kind === 'stop' || (event.kind === 'replica' && event.state === 'closed')),
  );
  return (end ?? lacker).atMs;
}
