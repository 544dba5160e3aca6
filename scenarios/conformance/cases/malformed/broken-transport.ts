import { defineCase } from '../../define-case.ts';
import { survives } from './survives.ts';

interface BrokenTransport {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  /** Bytes written to the TCP connection after the upgrade. */
  readonly bytes: readonly number[];
}

const mask = [1, 2, 3, 4];

const kinds: readonly BrokenTransport[] = [
  {
    id: 'YS-MALF-017',
    what: 'A WebSocket frame with a reserved opcode',
    source: 'hocuspocus#158: an invalid opcode ended the process (RFC 6455 §5.2)',
    bytes: [0x8f, 0x80, ...mask],
  },
  {
    id: 'YS-MALF-018',
    what: 'An unmasked WebSocket frame',
    source: 'RFC 6455 §5.1: the server closes the connection',
    bytes: [0x82, 0x01, 0x00],
  },
  {
    id: 'YS-MALF-019',
    what: 'A close frame with a code that may not be sent',
    source: 'hocuspocus#392, #418: an invalid close code thrown back (RFC 6455 §7.4)',
    bytes: [0x88, 0x82, ...mask, (1005 >> 8) ^ 1, (1005 & 0xff) ^ 2],
  },
  {
    id: 'YS-MALF-020',
    what: 'A connection cut in the middle of a frame',
    source: 'Networks end anywhere; ECONNRESET without a listener ends a Node process',
    bytes: [0x82, 0xfe, 0x10, 0x00, ...mask, 1, 2, 3],
  },
];

/** One client breaks the WebSocket protocol itself; nobody else notices. */
export const brokenTransport = kinds.map(({ id, what, source, bytes }) =>
  defineCase({
    id,
    title: `${what} harms nobody else`,
    level: 'MUST',
    source,
    needs: ['hostile'],
    run: (context) =>
      survives(context, async () => {
        const socket = await context.upgradeByHand();
        context.note(`raw TCP: ${Buffer.from(bytes).toString('hex')}, then reset`);
        socket.write(Uint8Array.from(bytes));
        await context.quiet();
        socket.resetAndDestroy();
      }),
  }),
);
