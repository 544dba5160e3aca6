import { restart } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** A node's disk is slow or fails to sync for a while; the node may be killed meanwhile. */
export function slowDisk(plan: Plan): void {
  const device = plan.pick(plan.nodes);
  const { fromMs, toMs } = plan.span(3_000, 12_000);
  if (!plan.book([device], { fromMs, toMs })) return;
  if (plan.random.integer(0, 3) === 0)
    plan.add(fromMs, { do: 'fsync-failure', device, count: plan.random.integer(1, 3) });
  else {
    plan.add(fromMs, {
      do: 'slow-storage',
      device,
      delayMs: plan.pick([50, 300, 1_000]),
    });
    plan.add(toMs, { do: 'slow-storage', device, delayMs: 0 });
  }
  if (plan.random.integer(0, 1) === 0) return;
  plan.add(fromMs + 1_500, { do: plan.pick(['crash', 'power-loss'] as const), device });
  plan.add(fromMs + 2_500, restart(device));
}
