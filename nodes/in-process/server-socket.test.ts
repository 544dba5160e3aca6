import { describe, expect, it } from 'vitest';
import type { Connection } from '#harness/contract/connection.ts';
import { SimulatedServerSocket } from './server-socket.ts';

/** A socket over a connection that remembers what is done to it. */
function openSocket() {
  const done: string[] = [];
  let state: 'open' | 'closing' | 'closed' = 'open';
  const connection: Connection = {
    send(frame) {
      done.push(`send ${[...frame].join()}`);
      return true;
    },
    sendText: (text) => void done.push(`text ${text}`),
    close(code, reason) {
      done.push(`close ${code} ${reason}`);
      state = 'closing';
    },
    ping: () => void done.push('ping'),
    bufferedBytes: () => 7,
    state: () => state,
    terminate() {
      done.push('terminate');
      state = 'closing';
    },
  };
  return { done, socket: new SimulatedServerSocket(connection, () => undefined) };
}

describe('the socket that a server is given', () => {
  it('hands over a binary message as a Buffer, or as binaryType says', () => {
    const { socket } = openSocket();
    const got: unknown[] = [];
    socket.on('message', (data, isBinary) => got.push([data, isBinary]));
    socket.receive(Uint8Array.of(1, 2));
    socket.binaryType = 'arraybuffer';
    socket.receive(Uint8Array.of(3));
    socket.receive('text');
    expect(got).toEqual([
      [Buffer.of(1, 2), true],
      [Uint8Array.of(3).buffer, true],
      [Buffer.from('text'), false],
    ]);
  });

  it('tells listeners of either style, until they are taken off', () => {
    const { socket } = openSocket();
    const got: unknown[] = [];
    const listener = ({ data }: { data: unknown }) => got.push(data);
    socket.addEventListener('message', listener);
    socket.receive('one');
    socket.removeEventListener('message', listener);
    socket.receive('two');
    expect(got).toEqual(['one']);
  });

  it('sends copies of what it is given', () => {
    const { socket, done } = openSocket();
    socket.send(Uint8Array.of(1));
    socket.send(Uint8Array.of(2).buffer);
    socket.send('A', { binary: true }, () => undefined);
    expect(done).toEqual(['send 1', 'send 2', 'send 65']);
    expect(socket.bufferedAmount).toBe(7);
  });

  it('sends a string as text, which clients of y-protocols cannot read', () => {
    const { socket, done } = openSocket();
    socket.send('A');
    socket.send(Buffer.from('B'), { binary: false });
    expect(done).toEqual(['text A', 'text B']);
  });

  it('refuses to close with what no Close frame can say', () => {
    const { socket, done } = openSocket();
    expect(() => socket.close(1006)).toThrow(TypeError);
    expect(() => socket.close(1000, 'é'.repeat(62))).toThrow(RangeError);
    socket.close();
    socket.close(1006);
    expect(done).toEqual(['close 1005 ']);
  });

  it('sends nothing once it closes, and tells the sender', async () => {
    const { socket, done } = openSocket();
    socket.close(4000, 'enough');
    expect(socket.readyState).toBe(socket.CLOSING);
    const error = await new Promise((resolve) => socket.send('late', resolve));
    expect(String(error)).toContain('readyState 2');
    expect(done).toEqual(['close 4000 enough']);
  });

  it('hears what the client had sent before it knew that the socket closes', () => {
    const { socket } = openSocket();
    const got: unknown[] = [];
    socket.on('message', (data) => got.push(String(data)));
    socket.close(4000, 'enough');
    socket.receive('on its way');
    socket.ended(4000);
    socket.receive('too late');
    expect(got).toEqual(['on its way']);
  });

  it('hears nothing once it is terminated, and ends with one close event', () => {
    const { socket } = openSocket();
    const got: unknown[] = [];
    socket.on('message', () => got.push('message'));
    socket.on('close', (code) => got.push(code));
    socket.addEventListener('close', ({ wasClean }) => got.push(wasClean));
    socket.terminate();
    socket.receive('late');
    socket.ended(1006);
    socket.ended(1006);
    expect(got).toEqual([1006, false]);
    expect(socket.readyState).toBe(socket.CLOSED);
  });
});
