import { writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

const headerBytes = 4;

/**
 * Writes messages to a descriptor, each before the call returns: what a process said before it was
 * killed is not lost in its memory. Values as `structuredClone` takes them, bytes included. `unread` is
 * called when nobody reads any more.
 */
export function createMessageWriter(
  descriptor: number,
  unread: () => void,
): (message: unknown) => void {
  return (message) => {
    const body = serialize(message);
    const frame = Buffer.allocUnsafe(headerBytes + body.length);
    frame.writeUInt32BE(body.length);
    body.copy(frame, headerBytes);
    for (let offset = 0; offset < frame.length;) {
      try {
        offset += writeSync(descriptor, frame, offset);
      } catch (error) {
        // The reader is slow, and the descriptor one of those that do not block.
        const code = error instanceof Error && 'code' in error ? error.code : null;
        if (code === 'EPIPE') {
          unread();
          return;
        }
        if (code !== 'EAGAIN') throw error;
        Atomics.wait(pause, 0, 0, 1);
      }
    }
  };
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Reads such messages until the stream ends; one cut short by the end is left out. */
export function readMessages(stream: Readable, message: (value: unknown) => void): void {
  let chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    const needed =
      chunks[0] !== undefined && chunks[0].length >= headerBytes
        ? headerBytes + chunks[0].readUInt32BE()
        : 0;
    if (length < Math.max(needed, headerBytes)) return;
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    let offset = 0;
    while (bytes.length - offset >= headerBytes) {
      const end = offset + headerBytes + bytes.readUInt32BE(offset);
      if (end > bytes.length) break;
      message(deserialize(bytes.subarray(offset + headerBytes, end)));
      offset = end;
    }
    const rest = bytes.subarray(offset);
    chunks = rest.length === 0 ? [] : [rest];
    length = rest.length;
  });
}
