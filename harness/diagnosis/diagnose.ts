import { ledgers, editOf } from '#harness/checkers/content/ledger.ts';
import type { Diagnosis, PieceAuthor } from '#harness/contract/diagnosis.ts';
import type { History } from '#harness/contract/history.ts';
import type { CheckResult } from '#harness/contract/verdict.ts';
import { describePiece } from './describe-piece.ts';
import { diagnosisSentences } from './diagnosis-sentences.ts';
import { findPiece, type FoundPiece } from './find-piece.ts';
import { lossOf } from './loss.ts';
import { missedLink } from './missed-link.ts';
import { trace, type Trace } from './trace.ts';

/**
 * From a failed history to the first piece of content that is wrong, who wrote it, how far it came and
 * where it stopped. Null when no failed check is about content, or when no piece explains it.
 *
 * @param checks the run's results, in the order in which they are shown
 */
export function diagnose(history: History, checks: readonly CheckResult[]): Diagnosis | null {
  for (const { rule, verdict, findings } of checks) {
    if (verdict !== 'fail' || !aboutContent.test(rule)) continue;
    for (const finding of findings) {
      const found = findPiece(history, finding);
      if (found !== null) return explain(history, rule, found);
    }
  }
  return null;
}

const aboutContent = /^(CONV|COLD|LOSS|STATE|LIST|MAP|IDENT|DERIV|UNDO|ROOM)-|^EVENT-1$/;

function explain(history: History, rule: string, { piece, group }: FoundPiece): Diagnosis {
  const { wrong, holders, structs, problem, where } = piece;
  const { room, replica } = wrong;
  const untilSeq = Math.max(wrong.seq, ...group.map(({ seq }) => seq));
  const traced = trace(
    history,
    room,
    structs,
    problem === 'stuck' ? 'insert' : piece.piece,
    untilSeq,
  );
  const missed =
    problem === 'missing' || problem === 'stuck' ? missedLink(history, piece, group, traced) : null;
  const device = missed?.to ?? wrong.device;
  const path = pathTo(missed?.from ?? null, traced);
  const held = new Set(holders.map((holder) => holder.device));
  const told: Omit<Diagnosis, 'sentences'> = {
    ...{ rule, room, device, where, problem, structs, path },
    ...describePiece(history, piece),
    piece: piece.piece,
    replica: group.find((snapshot) => snapshot.device === device)?.replica ?? replica,
    author: authorOf(history, room, piece),
    heldBy: [...held].sort(),
    lackedBy: [...new Set(group.map((snapshot) => snapshot.device))]
      .filter((name) => !held.has(name))
      .sort(),
    lastCarrier: lastCarrierOf(path, traced),
    shouldHaveCarried: missed,
  };
  const loss = holders.length === 0 ? lossOf(history, piece) : null;
  const stored = where === 'storage' ? lossOf(history, piece) : null;
  const endMs = history.events[untilSeq]?.atMs ?? 0;
  return { ...told, sentences: diagnosisSentences(told, { endMs, why: loss ?? stored }) };
}

function authorOf(
  history: History,
  room: string,
  { structs, piece, problem, original }: FoundPiece['piece'],
): PieceAuthor | null {
  const ledger = ledgers(history).get(room);
  const made = piece === 'insert' || problem === 'stuck' ? 'inserted' : 'deleted';
  const edit = ledger && editOf(ledger, made, original ?? structs);
  if (edit === undefined) return null;
  const { device, atMs, seq, action, token = null } = edit;
  return { device, atMs, seq, action, token };
}

/** The arrivals that lead to a device, from the first; all of them where no device is named. */
function pathTo(device: string | null, { arrivals }: Trace): Diagnosis['path'] {
  if (device === null) return arrivals;
  const path: Diagnosis['path'][number][] = [];
  for (let next: string | null = device; next !== null;) {
    const arrival = arrivals.find((candidate) => candidate.device === next);
    if (arrival === undefined || path.includes(arrival)) break;
    path.unshift(arrival);
    next = arrival.from;
  }
  return path;
}

/** The frame by which the last device of a path got the piece. */
function lastCarrierOf(path: Diagnosis['path'], { carriages }: Trace): Diagnosis['lastCarrier'] {
  const last = path.findLast(({ from }) => from !== null);
  if (last === undefined) return null;
  return (
    carriages.findLast(
      ({ to, link, receiveSeq }) =>
        to === last.device && link === last.link && receiveSeq !== null && receiveSeq <= last.seq,
    ) ?? null
  );
}
