/**
 * Prints one line `SEED HASH` per seed given, each a chaotic run, in the order given: of the reference
 * topology, or of what `--node NAME|FILE` first names: a server and its clients, where it dials nobody. With `--leak`
 * first, an edit carries the real clock into each run: the control that shows that comparing hashes
 * notices ambient time.
 */
import { whoDials } from '#harness/cli/explored-scenario.ts';
import { findUnderTest } from '#harness/cli/find-under-test.ts';
import { muteConsole } from '#harness/cli/mute-console.ts';
import { ourOwn, runScenario } from '#harness/cli/run-scenario.ts';
import { edit } from '#harness/schedule/steps.ts';
import { star } from '#harness/topology/presets.ts';
import { reference } from '#harness/topology/reference.ts';
import { real } from '#harness/world/real.ts';
import { chaos } from './chaos.ts';

const [first = '', second = '', ...rest] = process.argv.slice(2);
const leak = first === '--leak';
const isOther = first === '--node';
const seeds = (leak ? [second, ...rest] : isOther ? rest : [first, second, ...rest])
  .filter(Boolean)
  .map(Number);
const underTest = isOther ? await findUnderTest(second) : ourOwn;
const topology = whoDials(underTest.node) === 'clients' ? star(4) : reference;

for (const seed of seeds) {
  const scenario = chaos({ topology, seed, durationMs: 20_000, edits: 25, faults: 4 });
  const leaked = { at: 500, ...edit('phone', 'text.insert', 'body', 0, `${real.now()}`) };
  const { record } = await muteConsole(() =>
    runScenario(
      leak ? { ...scenario, steps: [leaked, ...scenario.steps] } : scenario,
      seed,
      underTest,
    ),
  );
  process.stdout.write(`${seed} ${record.historyHash}\n`);
}
