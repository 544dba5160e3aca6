import '#harness/world/install.ts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const example = 'scenarios/examples/forwarding-server.mjs';

/** What a scenario says of a server, by name or file. */
async function judge(scenario: string, server: string) {
  const { findUnderTest } = await import('./find-under-test.ts');
  const { runScenario } = await import('./run-scenario.ts');
  const { loadScenario } = await import('./catalogue.ts');
  const { record } = await runScenario(
    await loadScenario(scenario),
    1,
    await findUnderTest(server),
  );
  const broken = record.checks.flatMap(({ rule, verdict }) => (verdict === 'fail' ? [rule] : []));
  return { verdict: record.verdict, broken, reasons: record.reasons };
}

describe("a user's own server, by its file", () => {
  it('holds as long as nobody was offline', async () => {
    expect(await judge('server/typed-at-once', example)).toMatchObject({
      verdict: 'pass',
      broken: [],
    });
  });

  it('is caught where it loses what was written offline', async () => {
    const { verdict, broken } = await judge('server/client-offline', example);
    expect(verdict).toBe('fail');
    expect(broken).toContain('CONV-1');
  });

  it('is not asked to dial another node: that scenario is unsupported, and says why', async () => {
    expect(await judge('relay/phone-edit', example)).toMatchObject({
      verdict: 'unsupported',
      reasons: expect.arrayContaining([
        'laptop-node dials desktop-node and cloud, and forwarding-server dials nobody',
      ]) as unknown,
    });
  });

  it('must export a server', async () => {
    const { findUnderTest } = await import('./find-under-test.ts');
    await expect(findUnderTest('package.json')).rejects.toThrow(/cannot be loaded|must export/);
    await expect(findUnderTest('hocuspocu')).rejects.toThrow('hocuspocus');
  });

  it("must let itself be made: a create() that throws is its own fault, not the harness's", async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'own-server-')), 'throws.mjs');
    writeFileSync(
      file,
      "export default { name: 'throws', stores: 'nothing', create() { throw new Error('no port'); } };",
    );
    await expect(judge('server/typed-at-once', file)).rejects.toThrow(
      'create() of the server "throws" threw Error: no port',
    );
  });

  it('may set timers while it is made: they are its own', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'own-server-')), 'ticks.mjs');
    writeFileSync(
      file,
      "export default { name: 'ticks', stores: 'nothing', create() { setInterval(() => undefined, 1_000); return { accept() {} }; } };",
    );
    const { verdict, broken } = await judge('server/who-is-here', file);
    expect(verdict).not.toBe('pass');
    expect(broken).not.toContain('EXC-1');
  });
});
