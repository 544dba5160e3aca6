import type { Intrusion } from '#harness/contract/carrier.ts';
import type { ConnectionHandler } from '#harness/contract/connection.ts';
import type { NodeDevice } from '#harness/contract/device.ts';
import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';

/** How long a stranger stays after its last frame, milliseconds. */
const staysMs = 1_000;

export interface VisitOptions {
  readonly world: World;
  readonly node: Pick<NodeDevice, 'accept'>;
  /** Of the node: what it throws while it handles the stranger ends its process. */
  readonly zone: Zone;
  readonly visit: Intrusion;
}

/**
 * A stranger's connection, without a network: it reaches the node at once, hears nothing, and leaves
 * when it is told to or a second after its last frame.
 */
export function visitNode({ world, node, zone, visit }: VisitOptions): void {
  let handler: ConnectionHandler | null = null;
  let isOpen = true;

  function leave(): void {
    if (!isOpen) return;
    isOpen = false;
    later(0, () => handler?.close());
  }

  function later(delayMs: number, callback: () => void): void {
    world.schedule(delayMs, callback, { zone, kind: 'work', purpose: 'a stranger' });
  }

  later(0, () => {
    handler = node.accept(
      {
        send: () => true,
        close: leave,
        ping: () => later(0, () => handler?.pong()),
        bufferedBytes: () => 0,
      },
      { url: urlOf(visit), headers: {} },
      {
        id: 'stranger',
        link: '',
        dialler: '',
        listener: zone.life.device,
        room: visit.room,
      },
    );
    for (const frame of visit.frames)
      later(0, () => {
        if (isOpen) handler?.message(frame);
      });
    later(staysMs, leave);
  });
}

function urlOf({ room, token }: Intrusion): string {
  const query = token === '' ? '' : `?token=${encodeURIComponent(token)}`;
  return `/rooms/${encodeURIComponent(room)}${query}`;
}
