import type { IdRange } from '#harness/contract/history-event.ts';
import type { Condition } from '#harness/contract/schedule.ts';
import type { Stage } from '#harness/nemesis/stage.ts';
import { workLeft } from './work-left.ts';

/** What an edit's token stands for: the structs it made, once it was made. */
export type Tokens = ReadonlyMap<
  string,
  { readonly room: string; readonly inserted: readonly IdRange[] }
>;

/** Whether a `when` condition holds now. */
export function holds(stage: Stage, condition: Condition, tokens: Tokens): boolean {
  const { carrier } = stage;
  const running = stage.topology.devices
    .map(({ name }) => name)
    .filter((name) => carrier.isRunning(name));
  if (condition.is === 'marked') return stage.marks.has(condition.mark);
  if (condition.is === 'quiescent') return workLeft(stage, new Set(running)) === null;
  const devices = condition.device === undefined ? running : [condition.device];
  switch (condition.is) {
    case 'connected':
    case 'synced': {
      const links = [...stage.tracker.links()].filter(
        ({ device, room }) =>
          devices.includes(device) && (condition.room === undefined || room === condition.room),
      );
      return (
        links.length > 0 &&
        links.every(({ status, synced }) =>
          condition.is === 'synced' ? synced : status === 'connected',
        )
      );
    }
    case 'stored':
      return devices.every((device) =>
        carrier
          .roomsOf(device)
          .filter((room) => condition.room === undefined || room === condition.room)
          .every((room) => carrier.isStored(device, room)),
      );
    case 'received': {
      const edit = tokens.get(condition.token);
      return (
        edit !== undefined &&
        devices.every((device) => carrier.holds(device, edit.room, edit.inserted))
      );
    }
  }
}
