import { crash, restart } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** A client closes a room, or its tab dies, for long enough that the others must notice. */
export function departures(plan: Plan): void {
  if (plan.durationMs < 60_000) return;
  const device = plan.pick(plan.clients);
  const room = plan.pick(plan.rooms);
  const span = plan.span(40_000, 45_000);
  if (!plan.book([device], span)) return;
  if (plan.random.integer(0, 1) === 0) {
    plan.add(span.fromMs, { do: 'leave', device, room });
    plan.add(span.toMs, { do: 'join', device, room });
  } else {
    plan.add(span.fromMs, crash(device));
    plan.add(span.toMs, restart(device));
  }
}
