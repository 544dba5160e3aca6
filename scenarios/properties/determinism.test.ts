import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { inProcessTargets } from '#harness/cli/in-process-targets.ts';

const script = new URL('./print-hashes.ts', import.meta.url).pathname;
const seeds = Array.from({ length: 50 }, (_, index) => String(index + 1));

/** Hash by seed, from a process of its own that runs the seeds in the order given. */
async function hashes(
  args: readonly string[],
  node: readonly string[] = [process.execPath],
): Promise<Map<string, string>> {
  const [command, ...before] = node;
  const { stdout } = await promisify(execFile)(command ?? '', [
    ...before,
    ...['--import', 'tsx', '--import', './harness/world/install.ts', script],
    ...args,
  ]);
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line): [string, string] => {
        const [seed = '', hash = ''] = line.split(' ');
        return [seed, hash];
      }),
  );
}

describe('determinism', () => {
  test('50 chaotic runs give the same hashes in another process and in the opposite order', async () => {
    const [forwards, backwards] = await Promise.all([hashes(seeds), hashes(seeds.toReversed())]);
    expect(forwards.size).toBe(50);
    expect(new Set(forwards.values()).size).toBe(50);
    expect(backwards).toEqual(new Map([...forwards].toReversed()));
  });

  test('a run alone in its process gives the hash it gives as the 50th', async () => {
    const [alone, last] = await Promise.all([hashes(['50']), hashes(seeds)]);
    expect(alone.get('50')).toBe(last.get('50'));
  });

  test.each([...Object.keys(inProcessTargets), 'scenarios/examples/bus-server.mjs'])(
    '%s gives the same hashes in another process, in the opposite order, and alone',
    async (name) => {
      const of = (order: readonly string[]) => hashes(['--node', name, ...order]);
      const [forwards, backwards, alone] = await Promise.all([
        of(seeds),
        of(seeds.toReversed()),
        of(['50']),
      ]);
      expect(new Set(forwards.values()).size).toBe(50);
      expect(backwards).toEqual(new Map([...forwards].toReversed()));
      expect(alone.get('50')).toBe(forwards.get('50'));
    },
  );

  test('the comparison notices a run that reads the real clock', async () => {
    const [one, other] = await Promise.all([hashes(['--leak', '1']), hashes(['--leak', '1'])]);
    expect(one.get('1')).not.toBe(other.get('1'));
  });

  const versions = (process.env['YARDSTICK_NODE_VERSIONS'] ?? '').split(' ').filter(Boolean);
  test.runIf(versions.length > 0).each(versions)(
    'Node %s gives the same hashes',
    async (version) => {
      const npx = ['npx', '-y', '-p', `node@${version}`, 'node'];
      const some = seeds.slice(0, 10);
      expect(await hashes(some, npx)).toEqual(await hashes(some));
    },
  );
});
