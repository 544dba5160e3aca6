import { PassThrough } from 'node:stream';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { createMessageWriter, readMessages } from './message-stream.ts';

const messages = [
  { kind: 'event', atMs: 1.5, bytes: new Uint8Array([0, 128, 255]) },
  null,
  { big: 'x'.repeat(100_000), origin: 12n },
];

test.prop([fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1 })])(
  'messages come out as they went in, however the stream is cut',
  async (cuts) => {
    const folder = mkdtempSync(join(tmpdir(), 'yardstick-messages-'));
    const descriptor = openSync(join(folder, 'messages'), 'w');
    const write = createMessageWriter(descriptor, () => undefined);
    for (const message of messages) write(message);
    closeSync(descriptor);
    const bytes = readFileSync(join(folder, 'messages'));
    rmSync(folder, { recursive: true });

    const stream = new PassThrough();
    const received: unknown[] = [];
    readMessages(stream, (message) => void received.push(message));
    for (let offset = 0, turn = 0; offset < bytes.length; turn++) {
      const end = offset + (cuts[turn % cuts.length] ?? 1);
      stream.write(bytes.subarray(offset, end));
      offset = end;
    }
    stream.end();
    await new Promise((resolve) => stream.on('close', resolve));
    expect(received).toEqual(messages);
  },
);
