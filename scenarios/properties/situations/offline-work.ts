import { editIn, offline, online } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** A client works offline for a while: it writes, or only deletes, and comes back. */
export function offlineWork(plan: Plan): void {
  const device = plan.pick(plan.clients);
  const { fromMs, toMs } = plan.span(2_000, 8_000);
  if (!plan.book([device], { fromMs, toMs })) return;
  const room = plan.pick(plan.rooms);
  plan.add(fromMs, editIn(room, device, 'text.insert', 'body', 0, `before ${fromMs} `));
  plan.add(fromMs + 1_000, offline(device));
  plan.add(
    plan.random.integer(fromMs + 1_001, toMs - 1),
    plan.random.integer(0, 1) === 0
      ? editIn(room, device, 'text.delete', 'body', 0, plan.random.integer(1, 5))
      : editIn(room, device, 'text.insert', 'body', 0, `offline ${fromMs} `),
  );
  plan.add(toMs, online(device));
}
