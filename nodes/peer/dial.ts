import type { Doc } from 'yjs';
import type { DialTarget, LinkStatus } from '#harness/contract/device.ts';
import type { ClientSocketClass } from '#harness/contract/network.ts';
import type { Provider, ProviderFactory } from '#harness/contract/provider.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { AwarenessHub } from './awareness-hub.ts';

export interface DialOptions {
  readonly target: DialTarget;
  readonly room: string;
  readonly doc: Doc;
  readonly hub: AwarenessHub;
  readonly socketClass: ClientSocketClass;
  readonly token: string;
  readonly params: Readonly<Record<string, string>>;
  readonly createProvider: ProviderFactory;
  readonly recorder: Recorder;
  connectionOf(link: string, room: string): string;
}

/** One provider of one replica, with its awareness facade, journalled. */
export interface Dial {
  readonly link: string;
  readonly provider: Provider;
  status(): LinkStatus;
  destroy(): void;
}

/** Dials a node for a room and keeps the connection, as the provider does. */
export function dial(options: DialOptions): Dial {
  const { target, room, doc, hub, recorder } = options;
  const facade = hub.facade();
  const provider = options.createProvider({
    url: serverUrl(target.template),
    room,
    doc,
    WebSocket: options.socketClass,
    token: options.token,
    params: options.params,
    awareness: facade,
  });
  provider.on('status', (status) => {
    recorder.record({ kind: 'status', room, link: target.link, status });
    if (status === 'connected') hub.connected(facade);
  });
  provider.on('sync', (synced) => {
    const connection = options.connectionOf(target.link, room);
    recorder.record({ kind: 'sync', room, link: target.link, connection, synced });
  });
  provider.connect();
  return {
    link: target.link,
    provider,
    status: () => ({
      link: target.link,
      status: provider.connected
        ? 'connected'
        : provider.connecting
          ? 'connecting'
          : 'disconnected',
      synced: provider.synced,
      wanted: provider.wanted,
    }),
    destroy() {
      provider.destroy();
      hub.dismiss(facade);
      recorder.record({ kind: 'status', room, link: target.link, status: 'closed' });
    },
  };
}

/** The template up to the room: providers append the room themselves. */
function serverUrl(template: string): string {
  return template.replace(/\/\{id\}$/, '');
}
