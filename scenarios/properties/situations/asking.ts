import { editIn } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** Somebody writes, and asks at once whether it is kept. */
export function asking(plan: Plan): void {
  for (let count = plan.random.integer(1, 3); count > 0; count--) {
    const device = plan.pick(plan.clients);
    const at = plan.time();
    if (!plan.isThere(device, at)) continue;
    const room = plan.pick(plan.rooms);
    plan.add(at, editIn(room, device, 'text.insert', 'body', 0, `kept? ${at} `));
    plan.add(at, { do: 'ask-acknowledgement', device, room });
  }
}
