import { crash, restart } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/**
 * A client that has never held the room opens it at a node that has just started again and is slow to
 * load.
 */
export function newcomer(plan: Plan): void {
  const device = plan.pick(plan.clients);
  const node = plan.pick(plan.links.filter(({ dialler }) => dialler === device)).listener;
  const room = plan.pick(plan.rooms);
  const comesMs = plan.random.integer(6_000, plan.durationMs - 4_000);
  if (!plan.book([device], { fromMs: 0, toMs: comesMs + 10 })) return;
  if (!plan.book([node], { fromMs: comesMs - 1_000, toMs: comesMs + 3_000 })) return;
  plan.add(500, { do: 'leave', device, room });
  plan.add(comesMs - 1_000, crash(node));
  plan.add(comesMs - 1, { do: 'slow-storage', device: node, delayMs: plan.pick([300, 1_000]) });
  plan.add(comesMs, restart(node));
  plan.add(comesMs + plan.pick([1, 5, 10]), { do: 'join', device, room });
  plan.add(comesMs + 3_000, { do: 'slow-storage', device: node, delayMs: 0 });
}
