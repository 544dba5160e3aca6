import type { Checker } from '#harness/contract/checker.ts';
import type { Carrier } from '#harness/contract/carrier.ts';
import type { History } from '#harness/contract/history.ts';
import type { HistoryEvent, RootType } from '#harness/contract/history-event.ts';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { RunRecord } from '#harness/contract/run-record.ts';
import { createLinkTracker } from '#harness/history/link-tracker.ts';
import type { Journal } from '#harness/history/journal.ts';
import { historyHash } from '#harness/history/history-hash.ts';
import { startDevice } from '#harness/nemesis/start-device.ts';
import type { Stage } from '#harness/nemesis/stage.ts';
import { act, type Acted } from '#harness/schedule/act.ts';
import { workLeft } from '#harness/schedule/work-left.ts';
import { linksOf } from '#harness/topology/links-of.ts';
import { judge } from './judge.ts';
import { observeEnd, observeQuietComponents } from './observe-end.ts';
import { recordCounts } from './record-counts.ts';
import { recordDeadlines } from './record-deadlines.ts';
import { createStormWatch } from './storm-watch.ts';
import { recordRun, type ContentDigest } from './record-run.ts';

export interface RunPlan {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Name of the node implementation under test. */
  readonly node: string;
  readonly checkers: readonly Checker[];
  /** How long the run may take to become quiescent after its last step, milliseconds of the carrier. */
  readonly settleMs: number;
  /**
   * After so many events the run waits for nothing more: whatever floods it is in the history by then. A
   * storm on a bus ends any run.
   */
  readonly maxEvents?: number;
  /** Wall clock, for the record only. */
  wallMs(): number;
  /** `saw` must be told of every event as it is journalled. */
  openCarrier(
    seed: number,
    saw: (event: HistoryEvent) => void,
  ): Carrier & { readonly journal: Journal };
  /** SHA-256 of a state reloaded into a fresh document, hex; and its state vector. */
  digest(update: Uint8Array, roots: Readonly<Record<string, RootType>>): ContentDigest;
}

export interface RunOutcome {
  readonly record: RunRecord;
  readonly history: History;
}

/** One run: act, heal as the steps say, let it become quiescent, observe, check. */
export async function run(plan: RunPlan): Promise<RunOutcome> {
  const startedMs = plan.wallMs();
  const { scenario } = plan;
  const rooms = scenario.rooms ?? ['room'];
  const roots: Record<string, RootType> = { ...scenario.roots };
  const tracker = createLinkTracker();
  const marks = new Set<string>();
  const written = new Map<string, number>();
  const storm = createStormWatch();
  const opened = plan.openCarrier(plan.seed, (event) => {
    tracker.saw(event);
    storm.saw(event);
    if (event.kind === 'mark') marks.add(event.mark);
    if (event.kind === 'acknowledged') marks.add(`acknowledged:${event.device}`);
    if (event.kind === 'update' && event.origin.from === 'edit') {
      const { room, payload } = event;
      written.set(room, (written.get(room) ?? 0) + (journal.payloads[payload]?.length ?? 0));
    }
  });
  const { maxEvents = Infinity } = plan;
  const carrier = impatient(
    opened,
    () => storm.isStorm() || opened.journal.events.length >= maxEvents,
  );
  const { journal } = carrier;
  const stage: Stage = {
    carrier,
    topology: scenario.topology,
    links: linksOf(scenario.topology),
    rooms,
    tracker,
    cuts: new Map(),
    asleep: new Set(),
    offline: new Set(),
    marks,
    delays: new Map(),
    writtenBytes: (room) => written.get(room) ?? 0,
    isOver: storm.isStorm,
    writers: new Map(),
    joined: new Map(
      scenario.topology.devices
        .filter(({ kind }) => kind === 'client')
        .map(({ name }) => [name, new Set(rooms)]),
    ),
  };
  try {
    const wanted = [...scenario.topology.devices, ...scenario.steps];
    const lacking = [
      ...wanted.flatMap((each) => carrier.unsupported(each) ?? []),
      ...scenario.rules.flatMap((rule) => carrier.unjudged(rule) ?? []),
    ];
    for (const what of new Set(lacking)) journal.recorder('').record({ kind: 'unsupported', what });
    const { stuckAt } =
      lacking.length > 0 ? { stuckAt: null } : await perform(plan, stage, roots, journal);
    const virtualMs = carrier.nowMs();
    const history = journal.history(stage.topology, rooms);
    const judgement = judge(scenario, history, plan.checkers, stuckAt);
    const record = recordRun({
      ...plan,
      roots,
      history,
      judgement,
      virtualMs: carrier.via === 'memory' ? virtualMs : null,
      historyHash: carrier.via === 'memory' ? historyHash(journal.events, journal.payloads) : null,
      via: carrier.via,
      elapsedMs: plan.wallMs() - startedMs,
    });
    return { record, history };
  } finally {
    await carrier.close();
  }
}

/** Acts, lets the run become quiescent, and observes it. */
async function perform(
  { scenario, settleMs }: RunPlan,
  stage: Stage,
  roots: Record<string, RootType>,
  journal: Journal,
): Promise<Acted> {
  const observed = { stage, roots, recorder: journal.recorder };
  await startAll(stage);
  const acted = await act({
    ...observed,
    steps: scenario.steps,
    beforeChange: () => observeQuietComponents(observed),
    afterHeal: () => recordDeadlines(stage, journal.recorder('')),
  });
  if (stage.isOver()) {
    const reason = 'servers publish on their bus without end';
    journal.recorder('').record({ kind: 'quiescence', reached: false, reason });
    return acted;
  }
  recordDeadlines(stage, journal.recorder(''));
  const reason = await settle(stage, settleMs);
  journal
    .recorder('')
    .record({ kind: 'quiescence', reached: reason === null, reason: reason ?? '' });
  if (stage.isOver()) return acted;
  if (reason === null) recordCounts(stage, journal.events, journal.recorder);
  await observeEnd(observed);
  return acted;
}

/** The carrier, which waits for nothing any more once the history is long enough for that. */
function impatient<Journalled extends Carrier>(
  carrier: Journalled,
  isLong: () => boolean,
): Journalled {
  return {
    ...carrier,
    until: (met, deadlineMs) => carrier.until(() => isLong() || met(), deadlineMs),
  };
}

/** Nodes first, so that clients find somebody listening, as people start servers before tabs. */
async function startAll(stage: Stage): Promise<void> {
  const { devices } = stage.topology;
  for (const spec of devices) await stage.carrier.install(spec, stage.topology);
  for (const kind of ['node', 'client']) {
    for (const spec of devices) if (spec.kind === kind) await startDevice(stage, spec.name);
  }
}

/** Lets time pass until nothing is left to do; the reason why something is, or null. */
async function settle(stage: Stage, settleMs: number): Promise<string | null> {
  const left = (): string | null =>
    workLeft(stage, new Set(stage.topology.devices.map(({ name }) => name)));
  const reached = await stage.carrier.until(
    () => left() === null,
    stage.carrier.nowMs() + settleMs,
  );
  return reached ? null : left();
}
