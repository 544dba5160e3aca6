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
  /** Whose Close frame came first. */
  let startedBy: 'self' | 'peer' = 'self';
  let receivedCode: number | null = null;
  let unfinished: VirtualTimer | null = null;
  let told = false;

  /** Told when the end begins to close: from then on it sends nothing more. */
  function tell(code: number, by: 'self' | 'peer' | 'network'): void {
    if (!told) observer.closed(tcp.info, 'listener', code, by);
    told = true;
  }

  function closed(code: number, by: 'self' | 'peer' | 'network'): void {
    if (state === 'closed') return;
    state = 'closed';
    if (unfinished !== null) world.cancel(unfinished);
    tcp.finish('listener');
    tell(code, by);
    handler?.close(code);
  }

  /** Sends the Close frame, and bounds the wait for the peer's and for its FIN. */
  function startClosing(code: number, reason: string, by: 'self' | 'peer'): void {
    state = 'closing';
    startedBy = by;
    tell(code, by);
    tcp.sendClose('listener', code, reason);
    unfinished = world.schedule(closeTimeoutMs, () => closed(receivedCode ?? 1006, by), {
      zone,
      kind: 'work',
      purpose: 'a closing connection',
    });
  }

  return {
    connection: {
      send(frame) {
        if (state === 'open') tcp.send('listener', frame.slice());
        return true;
      },
      sendText(text) {
        if (state === 'open') tcp.send('listener', text);
      },
      close(code, reason) {
        if (state === 'open') startClosing(code, reason, 'self');
      },
      ping() {
        if (state === 'open') tcp.sendPing('listener');
      },
      bufferedBytes: () => tcp.bufferedBytes('listener'),
      state: () => state,
      terminate() {
        if (state === 'closed') return;
        state = 'closing';
        if (unfinished !== null) world.cancel(unfinished);
        tell(1006, 'self');
        tcp.finish('listener');
        unfinished = world.schedule(0, () => closed(1006, 'self'), {
          zone,
          kind: 'work',
          purpose: 'a closing connection',
        });
      },
    },
    handlers: {
      message: (frame) => handler?.message(frame),
      closeFrame(code, reason) {
        receivedCode = code;
        if (state === 'open') startClosing(code, reason, 'peer');
        tcp.shutDown('listener');
      },
      ping: () => tcp.sendPong('listener'),
      pong: () => handler?.pong(),
      ended(by) {
        if (receivedCode === null) closed(1006, by);
        else closed(receivedCode, startedBy);
      },
    },
    serve(next) {
      handler = next;
    },
  };
}
