import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { EventOf, HistoryEvent } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { Acknowledgements } from './status/acknowledgements.ts';
import { findingsAt } from './content/findings-at.ts';
import { lackingPieces, type Id } from './content/lacking-pieces.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { ReplicaStates, updateIdsOf } from './status/replica-states.ts';

const judged = { rule: 'ACK-1', title: 'Acknowledged is kept' } as const;

/**
 * What a node acknowledged it held at that moment: durably where its topology gives it a disk, in
 * memory where it keeps nothing. The detail names which.
 */
export const acknowledgement: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    const states = new ReplicaStates(history);
    const disks = new Map<string, IdSet[]>();
    const acknowledgements = new Acknowledgements(history);
    const kept = { durable: 0, memory: 0 };
    for (const event of history.events) {
      states.feed(event);
      acknowledgements.feed(event);
      if (event.kind === 'storage') write(history, disks, event);
      if (event.kind !== 'acknowledged') continue;
      const promised = acknowledgements.promisedBy(event);
      const node = acknowledgements.nodeOf(event);
      if (!promised) continue;
      const where = hasDisk(history, node) ? 'durable' : 'memory';
      const memory = states.at(node, event.room);
      const [structs, deletes] =
        where === 'durable'
          ? (disks.get(keyOf(node, event.room)) ?? [])
          : [memory?.structs, memory?.deletes];
      const { seq, room } = event;
      const missing = [
        ...inWords(
          '',
          lackingPieces(
            history,
            room,
            'inserted',
            (structs ?? new IdSet()).missingFrom(promised.structs),
          ),
        ),
        ...inWords(
          'the deletion of ',
          lackingPieces(
            history,
            room,
            'deleted',
            (deletes ?? new IdSet()).missingFrom(promised.deletes),
          ),
        ),
      ];
      if (missing.length === 0) kept[where]++;
      findings.push(
        ...findingsAt(
          { seq, device: node, room },
          missing.map(
            (what) =>
              `${node} acknowledged ${what} at ${Math.round(event.atMs)} ms, which it ` +
              `did not hold ${where === 'durable' ? 'durably on its disk' : 'in memory'}`,
          ),
        ),
      );
    }
    return conclude(
      judged,
      findings,
      kept.durable + kept.memory > 0
        ? { saw: `${kept.durable} acknowledgements durable on disk, ${kept.memory} held in memory` }
        : { missing: 'nothing was acknowledged' },
    );
  },
};

function inWords(of: string, ids: readonly Id[]): string[] {
  return ids.map(({ client, clock }) => `${of}${client}:${clock}`);
}

function hasDisk({ topology, events }: History, node: string): boolean {
  const spec = topology.devices.find(({ name }) => name === node);
  if (spec) return spec.storage !== 'none';
  return events.some(
    (event: HistoryEvent) =>
      event.kind === 'replica' && event.device === node && event.storage !== 'none',
  );
}

function keyOf(device: string, room: string): string {
  return `${device}\n${room}`;
}

/** `lost` records are not taken back out: the same ids may be in others, and CONV and LOSS judge losses. */
function write(history: History, disks: Map<string, IdSet[]>, event: EventOf<'storage'>): void {
  const ids = event.state === 'durable' ? updateIdsOf(history)(event.payload) : undefined;
  if (!ids) return;
  const key = keyOf(event.device, event.room);
  let disk = disks.get(key);
  if (!disk) disks.set(key, (disk = [new IdSet(), new IdSet()]));
  disk[0]?.addAll(ids.structs);
  disk[1]?.addAll(ids.deletes);
}
