import type { Connection, ConnectionHandler } from '#harness/contract/connection.ts';
import type { NetworkObserver } from '#harness/contract/network.ts';
import type { VirtualTimer } from '#harness/world/virtual-timer.ts';
import type { World } from '#harness/world/world.ts';
import type { Zone } from '#harness/world/zone.ts';
import { closeTimeoutMs } from './kernel-timings.ts';
import type { EndHandlers, MemoryConnection } from './memory-connection.ts';

/** The listener's end of a WebSocket, as the `ws` package behaves. */
export interface ServerEnd {
  readonly connection: Connection;
  readonly handlers: EndHandlers;
  /** Gives it the server's handlers for what arrives. */
  serve(handler: ConnectionHandler): void;
}

/** An open WebSocket that is not served yet. */
export function createServerEnd(
  world: World,
  tcp: MemoryConnection,
  zone: Zone,
  observer: NetworkObserver,
): ServerEnd {
  let handler: ConnectionHandler | null = null;
  let state: 'open' | 'closing' | 'closed' = 'open';
  /** Set by whichever Close frame comes first. */
  let closeCode = 1006;
  let unanswered: VirtualTimer | null = null;
  let told = false;

  function closed(by: 'self' | 'peer' | 'network'): void {
    if (state === 'closed') return;
    state = 'closed';
    if (unanswered !== null) world.cancel(unanswered);
    tell(by);
    handler?.close();
  }

  /** Told when the end begins to close: from then on it sends nothing more. */
  function tell(by: 'self' | 'peer' | 'network'): void {
    if (!told) observer.closed(tcp.info, 'listener', closeCode, by);
    told = true;
  }

  /** Ends the TCP connection after a Close frame went each way. */
  function finish(by: 'self' | 'peer'): void {
    tcp.finish('listener');
    closed(by);
  }

  function startClosing(code: number): void {
    state = 'closing';
    closeCode = code;
    tell('self');
    unanswered = world.schedule(
      closeTimeoutMs,
      () => {
        closeCode = 1006;
        finish('self');
      },
      { zone, kind: 'work', purpose: 'a Close frame without an answer' },
    );
  }

  return {
    connection: {
      send(frame) {
        if (state === 'open') tcp.send('listener', frame.slice());
        return true;
      },
      close(code, reason) {
        if (state !== 'open') return;
        startClosing(code);
        tcp.sendClose('listener', code, reason);
      },
      ping() {
        if (state === 'open') tcp.sendPing('listener');
      },
      bufferedBytes: () => tcp.bufferedBytes('listener'),
    },
    handlers: {
      message: (frame) => handler?.message(frame),
      closeFrame(code, reason) {
        if (state === 'open') {
          closeCode = code;
          tcp.sendClose('listener', code, reason);
          finish('peer');
        } else finish('self');
      },
      ping: () => tcp.sendPong('listener'),
      pong: () => handler?.pong(),
      ended(by) {
        closeCode = 1006;
        closed(by);
      },
    },
    serve(next) {
      handler = next;
    },
  };
}
