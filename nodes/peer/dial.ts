import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { writeUpdate } from 'y-protocols/sync';
import { messageSync } from 'y-websocket';
import type { Doc } from 'yjs';
import type { DialTarget, LinkStatus } from '#harness/contract/device.ts';
import type { ClientSocketClass } from '#harness/contract/network.ts';
import type { Provider, ProviderFactory } from '#harness/contract/provider.ts';
import type { Recorder } from '#harness/contract/recorder.ts';
import type { AwarenessHub } from './awareness-hub.ts';
import { createWaitedFor } from './waited-for.ts';

/** Asks for an echo once all before it is durable (y-sweet's sync status, which our node speaks too). */
const messageAcknowledge = 102;

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
  /** Asks the node, where it is connected, whether all it was sent is kept. */
  askAcknowledgement(): void;
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
    const turnedAway = status === 'closed' ? { turnedAway: true as const } : {};
    recorder.record({ kind: 'status', room, link: target.link, status, ...turnedAway });
    if (status === 'connected') hub.connected(facade);
  });
  provider.on('sync', (synced) => {
    const connection = options.connectionOf(target.link, room);
    recorder.record({ kind: 'sync', room, link: target.link, connection, synced });
  });
  // The answer is the node's to journal, at the moment when it gives it.
  provider.extend?.(messageAcknowledge, () => undefined);
  const waitedFor = createWaitedFor(doc);
  const sendBack = (_update: Uint8Array, origin: unknown): void => {
    const waited = origin === provider.origin ? waitedFor() : null;
    if (waited !== null) provider.send(updateFrame(waited));
  };
  doc.on('update', sendBack);
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
    askAcknowledgement: () => provider.send(Uint8Array.of(messageAcknowledge)),
    destroy() {
      doc.off('update', sendBack);
      provider.destroy();
      hub.dismiss(facade);
      recorder.record({ kind: 'status', room, link: target.link, status: 'closed' });
    },
  };
}

/** An update of the y-protocols wire. */
function updateFrame(update: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, messageSync);
  writeUpdate(encoder, update);
  return toUint8Array(encoder);
}

/** The template up to the room: providers append the room themselves. */
function serverUrl(template: string): string {
  return template.replace(/\/\{id\}$/, '');
}
