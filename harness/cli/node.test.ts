import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { updateFrame } from '#nodes/sync-node/frames.ts';
import { connectRaw } from '#nodes/sync-node/testing/raw-client.ts';

const main = join(import.meta.dirname, 'main.ts');
const children: ChildProcess[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'node-command-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
  await rm(folder, { recursive: true });
});

/** Runs `pnpm node` with these flags. */
function run(...flags: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'node', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  const exited = once(child, 'close').then(([code]) => Number(code));
  return { child, output, exited };
}

/** Runs a node until it listens. */
async function start(...flags: string[]) {
  const { child, output, exited } = run('--port', '0', ...flags);
  while (!output.out.includes('\n')) {
    await Promise.race([once(child.stdout, 'data'), exited]);
    if (child.exitCode !== null) throw new Error(`the node ended: ${output.err}`);
  }
  const port = Number(/:(\d+),/.exec(output.out)?.[1]);
  return { port, output, child, exited };
}

function textUpdate(text: string): Uint8Array {
  const doc = new Doc();
  doc.getText('body').insert(0, text);
  return encodeStateAsUpdate(doc);
}

async function textAt(port: number, token = ''): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/rooms/r?token=${token}`);
  const doc = new Doc();
  if (response.status === 200) applyUpdate(doc, new Uint8Array(await response.arrayBuffer()));
  return doc.getText('body').toString();
}

describe('pnpm node', () => {
  test('keeps its rooms over SIGTERM and a restart', async () => {
    const first = await start('--data', folder);
    const client = await connectRaw(`ws://127.0.0.1:${first.port}/rooms/r`);
    client.send(updateFrame(textUpdate('kept')));
    // In memory; whether it is stored is for the stop to see to.
    while ((await textAt(first.port)) !== 'kept');
    first.child.kill('SIGTERM');
    expect([await first.exited, (await client.closed).code]).toEqual([0, 1001]);
    const second = await start('--data', folder);
    expect(await textAt(second.port)).toBe('kept');
  });

  test('syncs with the nodes it dials, showing them its token', async () => {
    const cloud = await start('--token', 'shared');
    const template = `ws://127.0.0.1:${cloud.port}/rooms/{id}`;
    const laptop = await start('--token', 'shared', '--dial', template);
    const url = (port: number): string => `ws://127.0.0.1:${port}/rooms/r?token=shared`;
    const atCloud = await connectRaw(url(cloud.port));
    await atCloud.acknowledged();
    const atLaptop = await connectRaw(url(laptop.port));
    atLaptop.send(updateFrame(textUpdate('relayed')));
    await atCloud.frame((frame) => frame[0] === 0 && frame[1] === 2);
    expect(await textAt(cloud.port, 'shared')).toBe('relayed');
    laptop.child.kill('SIGTERM');
    expect(await laptop.exited).toBe(0);
  });

  test('says when a node it dials refuses it for good', async () => {
    const cloud = await start('--token', 'right');
    const template = `ws://127.0.0.1:${cloud.port}/rooms/{id}`;
    const laptop = await start('--token', 'wrong', '--dial', template);
    const client = await connectRaw(`ws://127.0.0.1:${laptop.port}/rooms/r?token=wrong`);
    await client.acknowledged();
    while (!laptop.output.err.includes('for good')) await once(laptop.child.stderr, 'data');
    expect(laptop.output.err).toContain(`${template} refused room "r" for good`);
  });

  test('a port in use is one line and exit code 64', async () => {
    const { port } = await start();
    const second = run('--port', String(port));
    expect(await second.exited).toBe(64);
    expect(second.output.err).toMatch(/^yardstick: port \d+ on 127\.0\.0\.1 is in use.*\n$/);
  });

  test('a folder that cannot be written is one line and exit code 64', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const { exited, output } = run('--port', '0', '--data', file);
    expect(await exited).toBe(64);
    expect(output.err).toMatch(/^yardstick: data folder ".*" cannot be used: .*\n$/);
  });

  test.each([
    ['http://desktop/rooms/{id}', 'no WebSocket URL'],
    ['ws://desktop:3913/blog', 'must end in "/rooms/{id}"'],
    ['ws://localhost:3913/rooms/{id}', 'never dials itself'],
  ])('the URL %s is one line and exit code 64', async (url, why) => {
    const { exited, output } = run('--port', '3913', '--dial', url);
    expect(await exited).toBe(64);
    expect(output.err).toMatch(/^yardstick: .*\n$/);
    expect(output.err).toContain(why);
  });
});
