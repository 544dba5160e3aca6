import { WebSocket } from 'ws';
import type { ClientSocketClass } from '#harness/contract/network.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { Dial } from '#nodes/peer/dial.ts';
import { createYWebsocketProvider } from '#nodes/peer/y-websocket-provider.ts';
import { dialNode } from './dial-node.ts';
import type { Room } from './room.ts';

export interface DialNodesOptions {
  /** URL templates such as `ws://desktop:3913/rooms/{id}`. */
  readonly templates: readonly string[];
  /** Shown to the nodes dialled; '' = none. */
  readonly token: string;
  /** Told when a node refuses for good, one line. */
  readonly say: (line: string) => void;
}

/** Dials other nodes over real sockets, for each room that is opened. */
export function dialNodes(
  options: DialNodesOptions,
): (room: Room, name: string) => readonly Dial[] {
  options.templates.forEach(checkTemplate);
  return (room, name) =>
    options.templates.map((template) => {
      const opened = dialNode(room, name, {
        target: { link: template, template },
        // It has the surface that providers use, and more.
        socketClass: PlainWebSocket as unknown as ClientSocketClass,
        token: options.token,
        createProvider: createYWebsocketProvider,
        recorder: nowhere,
        connectionOf: () => '',
      });
      opened.provider.on('status', (status) => {
        if (status === 'closed')
          options.say(`${template} refused room ${JSON.stringify(room.name)} for good`);
      });
      return opened;
    });
}

/** Throws a {@link UsageError} unless a URL names a room of another node by `{id}`. */
export function checkTemplate(template: string): void {
  const example = '"ws://desktop:3913/rooms/{id}"';
  if (!/^wss?:\/\//.test(template) || !URL.canParse(template.replace('{id}', 'room'))) {
    throw new UsageError(
      `${JSON.stringify(template)} is no WebSocket URL; give one like ${example}`,
    );
  }
  if (!template.endsWith('/rooms/{id}')) {
    throw new UsageError(`${JSON.stringify(template)} must end in "/rooms/{id}", like ${example}`);
  }
}

/** A Yjs update compresses badly, and compression costs memory per connection. */
class PlainWebSocket extends WebSocket {
  constructor(url: string) {
    super(url, { perMessageDeflate: false });
  }
}

/** Real nodes keep no history. */
const nowhere: Recorder = { record: () => undefined, intern: () => 0 };
