import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const scenario = `
import { defineScenario } from 'yardstick/define-scenario';
import { at, edit, note, quiescent, when } from 'yardstick/steps';
import { reference } from 'yardstick/topologies/reference';

export default defineScenario({
  title: 'The phone writes',
  rules: ['CONV-1', 'LOSS-1'],
  topology: reference,
  steps: [at(1_000, edit('phone', 'text.insert', 'body', 0, 'Hello')), when(quiescent, note('done'))],
  expect: ['edit:phone'],
});
`;

const serverThatThrows = `export default {
  name: 'my-server',
  dialect: 'y-protocols',
  start() { throw new Error('no database'); },
};`;

describe('in a project that depends on yardstick', () => {
  let project = '';

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'yardstick-user-'));
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(resolve('.'), join(project, 'node_modules/yardstick'));
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    writeFileSync(join(project, 'own.ts'), scenario);
    writeFileSync(join(project, 'empty.ts'), 'export default {};');
    writeFileSync(join(project, 'throws.ts'), "throw new Error('no database');");
    writeFileSync(join(project, 'server.ts'), serverThatThrows);
    writeFileSync(join(project, 'typo.ts'), scenario.replace("edit('phone'", "edit('fone'"));
    writeFileSync(join(project, 'no-rule.ts'), scenario.replace('CONV-1', 'CONV-99'));
  });
  afterAll(() => rmSync(project, { recursive: true }));

  /** The command there, as `npx yardstick ...` runs it. */
  const yardstick = (...args: readonly string[]): Promise<{ code: unknown; said: string }> =>
    new Promise((done) => {
      execFile(
        process.execPath,
        ['node_modules/yardstick/harness/cli/yardstick.mjs', ...args],
        { cwd: project },
        (error, stdout, stderr) => done({ code: error?.code ?? 0, said: stdout + stderr }),
      );
    });

  it('a scenario of its own runs, by its file', async () => {
    const { code, said } = await yardstick('scenario', './own.ts');
    expect(said).toContain('again   npx yardstick scenario ./own.ts --seed 1');
    expect(code).toBe(0);
  });

  it('a file that exports no scenario is a usage error', async () => {
    const { code, said } = await yardstick('scenario', './empty.ts');
    expect(said).toContain('./empty.ts must export by default what defineScenario({...}) gives');
    expect(code).toBe(64);
  });

  it.each([
    ['scenario', ['./throws.ts'], './throws.ts cannot be loaded: Error: no database (throws.ts:1)'],
    [
      'scenario',
      ['./typo.ts'],
      './typo.ts: step 1 (edit) names device "fone"; the topology has phone',
    ],
    ['scenario', ['./no-rule.ts'], './no-rule.ts names the rule CONV-99, which does not exist'],
    ['scenario', ['./none.ts'], 'there is no file ./none.ts; '],
    ['scenario', ['phone-edti'], 'See npx yardstick scenario --list.'],
    ['conformance', ['--target', './server.ts'], 'threw Error: no database (server.ts:4)'],
  ])('%s %s is a mistake of its author, told in one line', async (command, args, line) => {
    const { code, said } = await yardstick(command, ...args);
    expect(said.trim().split('\n')).toEqual([expect.stringContaining(line)]);
    expect(code).toBe(64);
  });

  it('what is told to be typed is what is typed there', async () => {
    const { code, said } = await yardstick('scenario', 'phone-edit', '--node', 'loses-a-reply');
    expect(said).toContain('again   npx yardstick scenario relay/phone-edit --seed 1 --node loses');
    expect(code).toBe(1);
    const smallest = 'yardstick-report/relay-phone-edit-loses-a-reply-1-smallest.json';
    expect((await yardstick('replay', smallest)).said).toContain(
      `again   npx yardstick replay ${smallest}`,
    );
  });

  it('a conformance case is listed, and without a server the command says what it needs', async () => {
    const listed = await yardstick('conformance', '--list', '--case', 'YS-SYNC-001');
    expect(listed.said).toContain('YS-SYNC-001  MUST');
    expect((await yardstick('conformance')).code).toBe(64);
  });

  it('a signal reaches the command once, which ends in good order', async () => {
    const node = spawn(
      process.execPath,
      ['node_modules/yardstick/harness/cli/yardstick.mjs', 'node', '--port', '0'],
      { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const stream of [node.stdout, node.stderr]) stream.on('data', (text) => (said += text));
    node.stdout.once('data', () => node.kill('SIGINT'));
    const code = await new Promise((resolve) => void node.once('close', resolve));
    expect(said.match(/SIGINT: storing/g)).toHaveLength(1);
    expect(code).toBe(130);
  });
});
