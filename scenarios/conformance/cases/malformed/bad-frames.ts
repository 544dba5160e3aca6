import { defineCase, type ConformanceCase } from '../../define-case.ts';
import { survives } from './survives.ts';

interface BadFrames {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  /** Inner bytes (behind the dialect's address) or text frames. */
  readonly frames: readonly (Uint8Array | string)[];
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.of(...values);
const ascii = (text: string): number[] => [...Buffer.from(text)];

/** Awareness with one entry whose state is the given text. */
function awareness(state: string): Uint8Array {
  const inner = [1, 7, 1, state.length, ...ascii(state)];
  return bytes(1, inner.length, ...inner);
}

const kinds: readonly BadFrames[] = [
  {
    id: 'YS-MALF-001',
    what: 'An empty frame',
    source: 'y-websocket#82: the decoder reads past the end',
    frames: [bytes()],
  },
  {
    id: 'YS-MALF-002',
    what: 'An unknown message type',
    source: 'hocuspocus#444: newer clients and other dialects send them',
    frames: [bytes(99), bytes(99, 1, 2, 3), bytes(0xff, 0xff, 0x03, 0)],
  },
  {
    id: 'YS-MALF-003',
    what: 'An unknown kind of sync message',
    source: 'y-protocols sync.js throws "Unknown message type"',
    frames: [bytes(0, 9, 1, 0), bytes(0, 100)],
  },
  {
    id: 'YS-MALF-004',
    what: 'A frame that ends too early',
    source: 'y-websocket#83; lib0 throws "Unexpected end of array"',
    frames: [bytes(0), bytes(0, 0), bytes(0, 2), bytes(1), bytes(0, 1, 0x80), bytes(1, 3, 1)],
  },
  {
    id: 'YS-MALF-005',
    what: 'A length greater than the frame',
    source: 'lib0 makes a view beyond the buffer',
    frames: [bytes(0, 2, 100, 1), bytes(1, 0xff, 0xff, 0xff, 0x7f, 0), bytes(0, 0, 0xff, 0x7f)],
  },
  {
    id: 'YS-MALF-006',
    what: 'Awareness whose state is not JSON',
    source: 'y-protocols awareness.js: JSON.parse throws in the middle of applying',
    frames: [awareness('{"user":'), awareness('undefined'), awareness('')],
  },
  {
    id: 'YS-MALF-007',
    what: 'A text frame',
    source: 'yjs-server README: a text frame sent the y-websocket server into an endless loop',
    frames: ['hello', '{"type":"sync"}', ''],
  },
  {
    id: 'YS-MALF-008',
    what: 'An update that Yjs cannot read',
    source: 'yjs decoding throws, or leaves pending structs behind',
    frames: [
      bytes(0, 2, 4, 1, 1, 1, 0),
      bytes(0, 2, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 0),
      bytes(0, 1, 3, 1, 0, 0),
    ],
  },
  {
    id: 'YS-MALF-009',
    what: 'A number of more than 53 bits',
    source: 'lib0 throws "Integer out of Range"; other languages wrap round',
    frames: [
      bytes(...Array.from({ length: 12 }, () => 0xff)),
      bytes(0, 0, ...Array.from({ length: 10 }, () => 0xff), 1),
    ],
  },
  {
    id: 'YS-MALF-010',
    what: 'Awareness that announces four billion entries',
    source: 'A count is not to be trusted for allocation or for a loop',
    frames: [
      bytes(1, 5, 0xff, 0xff, 0xff, 0xff, 0x0f),
      bytes(1, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 1),
    ],
  },
  {
    id: 'YS-MALF-011',
    what: 'Awareness states that are no objects, or name a prototype',
    source: 'JSON allows any value; __proto__ as a key must stay data',
    frames: [
      awareness('42'),
      awareness('"x"'),
      awareness('[]'),
      awareness('{"__proto__":{"a":1}}'),
    ],
  },
  {
    id: 'YS-MALF-012',
    what: 'An authorisation message from a client',
    source: 'Message type 2 goes from server to client only in the y-protocols dialect',
    frames: [bytes(2, 0, 2, ...ascii('no')), bytes(2, 1), bytes(2)],
  },
];

/** One client sends what cannot be decoded; nobody else notices. */
export const badFrames: readonly ConformanceCase[] = kinds.map(({ id, what, source, frames }) =>
  defineCase({
    id,
    title: `${what} harms nobody else`,
    level: 'MUST',
    source,
    needs: ['hostile'],
    run: (context) =>
      survives(context, (offender) => {
        for (const frame of frames) offender.sendInner(frame);
      }),
  }),
);
