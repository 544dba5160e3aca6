import { restart } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** A device is closed, killed or loses power, and starts again. */
export function restarts(plan: Plan): void {
  const device = plan.pick([...plan.clients, ...plan.nodes]);
  const span = plan.span(500, 8_000);
  if (!plan.book([device], span)) return;
  plan.add(span.fromMs, { do: plan.pick(['close', 'crash', 'power-loss'] as const), device });
  plan.add(span.toMs, restart(device));
}
