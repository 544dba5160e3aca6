import type { Awareness } from 'y-protocols/awareness';
import type { Json } from '#harness/contract/json.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { AwarenessChange } from './awareness-facade.ts';

export interface ObserveAwarenessOptions {
  readonly replica: string;
  readonly room: string;
  readonly awareness: Awareness;
  readonly recorder: Recorder;
}

/** Journals whom a replica sees, from both events that an application may use. */
export function observeAwareness(options: ObserveAwarenessOptions): void {
  const { replica, room, awareness, recorder } = options;
  for (const event of ['change', 'update'] as const) {
    awareness.on(event, (change: AwarenessChange, origin: unknown) => {
      const named = [...change.added, ...change.updated, ...change.removed];
      recorder.record({
        kind: 'awareness',
        room,
        replica,
        event,
        origin: origin === 'local' || origin === 'timeout' ? origin : 'remote',
        added: [...change.added],
        updated: [...change.updated],
        removed: [...change.removed],
        states: named.map((client) => ({
          client,
          clock: awareness.meta.get(client)?.clock ?? 0,
          state: (awareness.states.get(client) ?? null) as Json,
        })),
      });
    });
  }
}
