import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { UsageError } from '#harness/contract/usage-error.ts';
import { startToxiproxyWorker } from './start-toxiproxy-worker.ts';

describe('the embedded server in a thread of its own', () => {
  test('answers on its own URL, and no longer once stopped', async () => {
    const server = await startToxiproxyWorker();
    const answer = await fetch(`${server.url}/version`);
    expect(await answer.json()).toEqual({ version: '2.12.0' });
    await server.stop();
    await expect(fetch(`${server.url}/version`)).rejects.toThrow('fetch failed');
  });

  test('says in one line that a port is taken', async () => {
    const first = await startToxiproxyWorker();
    const second = startToxiproxyWorker({ port: Number(new URL(first.url).port) });
    await expect(second).rejects.toThrow(UsageError);
    await expect(second).rejects.toThrow(/^Toxiproxy cannot start: listen tcp .* already in use\./);
    await first.stop();
  });

  test('runs under tsx as it does under the test runner', async () => {
    const module = new URL('./start-toxiproxy-worker.ts', import.meta.url).href;
    const program = `
      const { startToxiproxyWorker } = await import(${JSON.stringify(module)});
      const server = await startToxiproxyWorker();
      console.log(await (await fetch(server.url + '/version')).text());
      await server.stop();`;
    const argv = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, argv);
    expect(stdout).toContain('2.12.0');
  });
});
