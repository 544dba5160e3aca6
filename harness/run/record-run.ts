import type { History } from '#harness/contract/history.ts';
import type { RootType } from '#harness/contract/history-event.ts';
import type { ReplicaRecord, RunRecord } from '#harness/contract/run-record.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import { finalSnapshots } from '#harness/history/final-snapshots.ts';
import type { Judgement } from './judge.ts';

/** What identifies a replica's content. */
export interface ContentDigest {
  readonly digest: string;
  readonly stateVector: Readonly<Record<string, number>>;
}

export interface RecordOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly node: string;
  readonly via: RunRecord['via'];
  readonly history: History;
  readonly historyHash: string | null;
  readonly judgement: Judgement;
  readonly virtualMs: number | null;
  readonly elapsedMs: number;
  readonly roots: Readonly<Record<string, RootType>>;
  digest(update: Uint8Array, roots: Readonly<Record<string, RootType>>): ContentDigest;
}

/** The public record of a finished run. */
export function recordRun(options: RecordOptions): RunRecord {
  const { scenario, history, judgement } = options;
  return {
    version: 1,
    scenario: scenario.id,
    seed: options.seed,
    via: options.via,
    node: options.node,
    verdict: judgement.verdict,
    historyHash: options.historyHash,
    virtualMs: options.virtualMs,
    wallMs: Math.round(options.elapsedMs),
    replicas: replicas(options),
    checks: judgement.checks,
    reasons: judgement.reasons,
    counts: count(history),
    schedule: { version: 1, steps: scenario.steps },
    report: null,
  };
}

/** Every replica that was there at the end. */
function replicas({ history, roots, digest }: RecordOptions): readonly ReplicaRecord[] {
  const clientIds = new Map(
    history.events.flatMap((event) =>
      event.kind === 'replica' ? [[event.replica, event.clientId] as const] : [],
    ),
  );
  const digests = new Map<number, ContentDigest>();
  const digestOf = (payload: number): ContentDigest => {
    const known = digests.get(payload) ?? digest(history.payload(payload), roots);
    digests.set(payload, known);
    return known;
  };
  return finalSnapshots(history).map(({ device, room, replica, payload }) => ({
    name: device,
    kind: history.topology.devices.find(({ name }) => name === device)?.kind ?? 'client',
    room,
    clientId: clientIds.get(replica) ?? 0,
    ...digestOf(payload),
  }));
}

function count(history: History): RunRecord['counts'] {
  const counts = { edits: 0, faults: 0, messages: 0, bytes: 0 };
  for (const event of history.events) {
    if (event.kind === 'edit') counts.edits++;
    else if (event.kind === 'fault') counts.faults++;
    else if (event.kind === 'send') {
      counts.messages++;
      counts.bytes += history.payload(event.payload).length;
    }
  }
  return counts;
}
