import type { Diagnosis } from '#harness/contract/diagnosis.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import {
  factsOf,
  finalSnapshots,
  type ReplicaFacts,
} from '#harness/checkers/content/replica-facts.ts';
import { editOf, ledgers } from '#harness/checkers/content/ledger.ts';
import type { Difference } from './difference.ts';
import { pathOf } from './path-of.ts';
import { sentencesOf } from './sentences-of.ts';
import { whereItStopped } from './where-it-stopped.ts';

type Wrong = Diagnosis['wrong'];

/**
 * From a failed history to words: the first struct in which two replicas that should be equal differ, who
 * wrote it, how far it travelled, and where it stopped. Null when no two connected replicas differ.
 */
export function diagnose(history: History): Diagnosis | null {
  for (const [lacking, holding] of differingPairs(history)) {
    const found = firstDifference(lacking, holding);
    if (found === null) continue;
    const { device, room } = lacking.event;
    const ledger = ledgers(history).get(room);
    const edit =
      ledger === undefined
        ? undefined
        : editOf(ledger, found.of === 'struct' ? 'inserted' : 'deleted', found.id);
    const path = pathOf(history, room, found);
    const stoppedAt = whereItStopped(history, device, room, found, path);
    const facts: Omit<Diagnosis, 'sentences'> = {
      device,
      comparedWith: holding.event.device,
      room,
      root: edit?.root ?? null,
      struct: found.id,
      wrong: wrongOf(found.of, lacking, edit),
      edit:
        edit === undefined
          ? null
          : {
              seq: edit.seq,
              device: edit.device,
              atMs: edit.atMs,
              action: edit.action,
              token: edit.token ?? null,
            },
      path,
      stoppedAt,
    };
    return { ...facts, sentences: sentencesOf(facts, history) };
  }
  return null;
}

/** Every pair of replicas of one component, the one that lacks something first. */
function* differingPairs(history: History): Generator<readonly [ReplicaFacts, ReplicaFacts]> {
  const finals = finalSnapshots(history);
  for (const one of finals) {
    for (const other of finals) {
      const together = one.component?.includes(other.device) ?? false;
      if (one !== other && one.room === other.room && together)
        yield [factsOf(history, one), factsOf(history, other)];
    }
  }
}

function firstDifference(lacking: ReplicaFacts, holding: ReplicaFacts): Difference | null {
  const struct = lacking.structs.firstMissingFrom(holding.structs);
  if (struct !== undefined) return { id: struct, of: 'struct' };
  const deletion = lacking.deletes.firstMissingFrom(holding.deletes);
  return deletion === undefined ? null : { id: deletion, of: 'deletion' };
}

function wrongOf(
  of: Difference['of'],
  lacking: ReplicaFacts,
  edit: EventOf<'edit'> | undefined,
): Wrong {
  if (of === 'deletion') return edit === undefined ? 'deleted' : 'undeleted';
  if (edit === undefined) return 'invented';
  return lacking.event.pendingStructs ? 'stuck' : 'missing';
}
