import { encodeStateAsUpdate } from 'yjs';
import type { CaseContext } from '../../case-context.ts';
import { defineCase } from '../../define-case.ts';
import { standing, type Peer } from '../../peer/peer.ts';
import { append, bodyOf, textReplica } from '../../peer/replica.ts';
import type { Message } from '../../wire/message.ts';

/** An update whose frame from this peer has exactly this length. */
function updateOfFrameLength(peer: Peer, bytes: number): Message {
  let characters = bytes;
  for (let attempt = 0; attempt < 8; attempt++) {
    const update = encodeStateAsUpdate(textReplica('x'.repeat(characters)).doc);
    const message: Message = { kind: 'update', update };
    const excess = peer.frameLength(message) - bytes;
    if (excess === 0) return message;
    characters -= excess;
  }
  throw new RangeError(`no update makes a frame of exactly ${bytes} bytes`);
}

/** Sends an update of that frame length; the reader gets it, or the sender is closed. */
async function sendOfLength(
  { join, connect, until }: CaseContext,
  bytes: number,
): Promise<{ reader: Peer; sender: Peer; arrived(): boolean }> {
  const reader = await join('reader');
  const sender = await connect('sender', { conduct: 'raw' });
  sender.send(updateOfFrameLength(sender, bytes));
  const arrived = (): boolean => bodyOf(reader.replica).length > bytes / 2;
  await until(
    `a message of ${bytes} bytes is delivered, or its connection is closed`,
    () => arrived() || sender.end !== null,
    () => 'neither: it was swallowed, and its sender believes it delivered',
  );
  return { reader, sender, arrived };
}

/** Large messages are taken or refused, never swallowed. */
export const messageSize = [
  defineCase({
    id: 'YS-LIM-001',
    title: 'A message of exactly the declared limit is delivered',
    level: 'MUST',
    source: 'The limit is the target’s own word',
    needs: ['max-message-bytes', 'flood'],
    async run(context) {
      const limit = context.capabilities.maxMessageBytes ?? 0;
      const { sender, arrived } = await sendOfLength(context, limit);
      context.require(`${limit} bytes are delivered`, arrived(), standing(sender));
    },
  }),
  defineCase({
    id: 'YS-LIM-002',
    title: 'A message one byte above the limit is refused, and the server lives on',
    level: 'MUST',
    source: 'RFC 6455 §7.4.1: 1009; partykit#162, y-sweet#217, liveblocks#434',
    needs: ['max-message-bytes', 'flood'],
    async run(context) {
      const { sender, reader, arrived } = await sendOfLength(
        context,
        (context.capabilities.maxMessageBytes ?? 0) + 1,
      );
      context.require('it is not delivered', !arrived(), 'the reader has it');
      context.require('its sender is closed', sender.end !== null, standing(sender));
      const writer = await context.join('writer');
      append(writer.replica, 'alive');
      await context.sees(reader, 'alive');
    },
  }),
  defineCase({
    id: 'YS-LIM-003',
    title: 'A message of 2 MiB is delivered or closes its connection; it is never swallowed',
    level: 'MUST',
    source:
      'y-websocket#189, hocuspocus#586: the client believes its edit delivered and never sends it again',
    needs: ['flood'],
    async run(context) {
      const { reader } = await sendOfLength(context, 2 * 1024 * 1024);
      const writer = await context.join('writer');
      append(writer.replica, 'alive');
      await context.sees(reader, 'alive');
    },
  }),
];
