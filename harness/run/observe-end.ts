import type { ReplicaReading } from '#harness/contract/carrier.ts';
import type { EventBody, RootType } from '#harness/contract/history-event.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { Stage } from '#harness/nemesis/stage.ts';
import { roomComponents } from '#harness/schedule/room-components.ts';
import { workLeft } from '#harness/schedule/work-left.ts';

type SnapshotCause = Extract<EventBody, { kind: 'snapshot' }>['cause'];

export interface ObserveOptions {
  readonly stage: Stage;
  readonly roots: Readonly<Record<string, RootType>>;
  recorder(device: string): Recorder;
}

/** Takes a snapshot of every replica of every component that is quiet, before a step changes that. */
export async function observeQuietComponents(options: ObserveOptions): Promise<void> {
  const { stage } = options;
  for (const room of stage.rooms) {
    for (const component of roomComponents(stage, room)) {
      if (component.length < 2 || workLeft(stage, new Set(component)) !== null) continue;
      const holders = holdersIn(stage, component, room);
      for (const device of holders) await snapshot(options, device, room, 'component', holders);
    }
  }
}

/**
 * The end of a run: every replica as it is, by component, and as its own storage would give it back.
 */
export async function observeEnd(options: ObserveOptions): Promise<void> {
  const { stage } = options;
  for (const room of stage.rooms) {
    const found = roomComponents(stage, room);
    for (const component of found) {
      const cause = found.length === 1 ? 'quiescent' : 'component';
      const holders = holdersIn(stage, component, room);
      for (const device of holders) await snapshot(options, device, room, cause, holders);
    }
  }
  for (const room of stage.rooms) {
    for (const device of roomComponents(stage, room).flat()) {
      const reading = await stage.carrier.coldStart(device, room, options.roots);
      if (reading !== null) record(options, device, room, 'cold-start', reading);
    }
  }
}

/** Without the nodes that only pass on what others say of the room. */
function holdersIn(stage: Stage, component: readonly string[], room: string): readonly string[] {
  return component.filter((device) => stage.carrier.roomsOf(device).includes(room));
}

async function snapshot(
  options: ObserveOptions,
  device: string,
  room: string,
  cause: SnapshotCause,
  component: readonly string[],
): Promise<void> {
  const reading = await options.stage.carrier.read(device, room, options.roots);
  if (reading === null) return;
  record(options, device, room, cause, reading, component);
  const { atMs, replica, presence } = reading;
  options.recorder(device).record({ kind: 'presence', room, replica, states: presence }, atMs);
}

function record(
  options: ObserveOptions,
  device: string,
  room: string,
  cause: SnapshotCause,
  { atMs, replica, state }: ReplicaReading,
  component?: readonly string[],
): void {
  const recorder = options.recorder(device);
  recorder.record(
    {
      kind: 'snapshot',
      room,
      replica,
      cause,
      ...(component === undefined ? {} : { component }),
      payload: recorder.intern(state.update),
      stateVector: recorder.intern(state.stateVector),
      pendingStructs: state.pendingStructs,
      pendingDeletes: state.pendingDeletes,
      content: state.content,
    },
    atMs,
  );
}
