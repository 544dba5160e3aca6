import { editIn } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** A node's disk fails to sync once or twice while somebody writes. */
export function failingDisk(plan: Plan): void {
  const device = plan.pick(plan.nodes);
  const author = plan.pick(plan.clients);
  const { fromMs, toMs } = plan.span(2_000, 4_000);
  if (!plan.book([device, author], { fromMs, toMs })) return;
  const room = plan.pick(plan.rooms);
  plan.add(fromMs, { do: 'fsync-failure', device, count: plan.random.integer(1, 2) });
  for (let index = 1; index <= 3; index++)
    plan.add(
      fromMs + index * 500,
      editIn(room, author, 'text.insert', 'body', 0, `kept ${index} at ${fromMs} `),
    );
}
