import type { Plan } from '../plan.ts';

/** A node is told to drop a room that people are in. */
export function busyEviction(plan: Plan): void {
  const node = plan.pick(plan.nodes);
  const at = plan.time();
  if (plan.book([node], { fromMs: at, toMs: at }))
    plan.add(at, { do: 'evict', device: node, room: plan.pick(plan.rooms) });
}
