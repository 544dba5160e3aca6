import '#harness/world/install.ts';
import { expect, test } from 'vitest';
import { runScenario } from '#harness/cli/run-scenario.ts';
import type { Step } from '#harness/contract/schedule.ts';
import { star } from '#harness/topology/presets.ts';
import { at, crash, edit, leave, note, quiescent, synced, when } from './steps.ts';

const write = edit('client-1', 'text.insert', 'body', 0, 'Too late.');

test.each<{ after: Step; told: string }>([
  {
    after: at(1_000, leave('client-1')),
    told: 'left out: edit in a room that is not open',
  },
  {
    after: at(1_000, crash('client-1')),
    told: 'left out: edit on a device that is not there',
  },
])('a step that cannot be done is left out, and said: $told', async ({ after, told }) => {
  const { history } = await runScenario(
    {
      ...{ id: 'test/left-out', title: '', rules: ['CONV-1'], topology: star(2), expect: [] },
      steps: [when(synced, note('in sync')), after, at(2_000, write), when(quiescent, note('end'))],
    },
    1,
  );
  const notes = history.events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
  expect(notes).toContain(told);
  expect(history.events.some(({ kind }) => kind === 'edit')).toBe(false);
});
