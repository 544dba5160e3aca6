/**
 * Prints one line `SEED HASH` per seed given, each a chaotic run of the reference topology, in the
 * order given. With `--leak` first, an edit carries the real clock into each run: the control that
 * shows that comparing hashes notices ambient time.
 */
import { reference } from '#harness/topology/reference.ts';
import { runScenario } from '#harness/cli/run-scenario.ts';
import { edit } from '#harness/schedule/steps.ts';
import { real } from '#harness/world/real.ts';
import { chaos } from './chaos.ts';

const [first, ...rest] = process.argv.slice(2);
const leak = first === '--leak';
const seeds = (leak ? rest : [first, ...rest]).map(Number);

for (const seed of seeds) {
  const scenario = chaos({ topology: reference, seed, durationMs: 20_000, edits: 25, faults: 4 });
  const leaked = { at: 500, ...edit('phone', 'text.insert', 'body', 0, `${real.now()}`) };
  const { record } = await runScenario(
    leak ? { ...scenario, steps: [leaked, ...scenario.steps] } : scenario,
    seed,
  );
  process.stdout.write(`${seed} ${record.historyHash}\n`);
}
