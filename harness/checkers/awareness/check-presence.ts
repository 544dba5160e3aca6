import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { firstDemand, type Allowance } from './first-demand.ts';
import { pairs } from './pairs.ts';
import { createPaths } from './paths.ts';
import { absences, ownStretches } from './stretches.ts';

/** What {@link checkPresence} found, and how many ordered pairs it had anything to demand of. */
export interface PresenceJudgement {
  readonly findings: readonly Finding[];
  readonly judgedPairs: number;
}

/** `exempt` says of a due time that nothing may be demanded then. */
export interface PresenceDemand extends Allowance {
  readonly only?: ReadonlySet<string>;
  exempt?(dueMs: number): boolean;
}

/**
 * Demands that no observer goes without a subject's current value for longer than the allowance,
 * while a path between them is up and the value stays what it is.
 */
export function checkPresence(history: History, demand: PresenceDemand): PresenceJudgement {
  const findings: Finding[] = [];
  const judged = new Set<string>();
  const isExempt = (dueMs: number): boolean => demand.exempt?.(dueMs) ?? false;
  for (const room of history.rooms) {
    const paths = createPaths(history, room, demand.only);
    for (const pair of pairs(history, room)) {
      const { subject, observer } = pair;
      const way = [subject.device, observer.device] as const;
      for (const stretch of ownStretches(pair)) {
        const due = firstDemand(paths, way, stretch, demand);
        if (!due || isExempt(due.dueMs)) continue;
        judged.add(`${subject.replica}\n${observer.replica}`);
        for (const absence of absences(pair, stretch)) {
          const late = firstDemand(paths, way, absence, demand);
          if (!late || isExempt(late.dueMs)) continue;
          const { path, dueMs } = late;
          findings.push({
            detail:
              `${observer.device} did not show ${subject.device}'s state ${JSON.stringify(stretch.state)} ` +
              `by ${Math.round(dueMs)} ms, though ${path.devices.join(' - ')} was up since ` +
              `${Math.round(Math.max(path.upSinceMs, 0))} ms and the state stood since ${Math.round(stretch.fromMs)} ms`,
            seq: path.upSinceMs > absence.fromMs ? path.upSeq : absence.seq,
            device: observer.device,
            room,
          });
        }
      }
    }
  }
  return { findings, judgedPairs: judged.size };
}
