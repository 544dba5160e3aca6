import type { Plan } from '../plan.ts';

/** Cursors move. */
export function presence(plan: Plan): void {
  for (let count = plan.random.integer(2, 6); count > 0; count--) {
    const device = plan.pick(plan.clients);
    const at = plan.time();
    if (!plan.isThere(device, at)) continue;
    plan.add(at, {
      do: 'state',
      device,
      room: plan.pick(plan.rooms),
      state: { name: device, cursor: plan.random.integer(0, 99) },
    });
  }
}
