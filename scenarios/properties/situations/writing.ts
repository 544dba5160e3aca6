import { editIn } from '#harness/schedule/steps.ts';
import type { Json } from '#harness/contract/json.ts';
import type { Plan } from '../plan.ts';

/** People write, delete and set values, wherever they are there. */
export function writing(plan: Plan): void {
  for (let index = plan.random.integer(4, 18); index > 0; index--) {
    const at = plan.time();
    const device = plan.pick(plan.clients);
    const [action, ...args] = draw(plan, `[${index}]`);
    if (plan.isThere(device, at))
      plan.add(at, editIn(plan.pick(plan.rooms), device, action, ...args));
  }
}

function draw(plan: Plan, token: string): readonly [action: string, ...args: Json[]] {
  const kind = plan.random.integer(0, 9);
  const position = plan.random.integer(0, 1_000);
  if (kind < 6) return ['text.insert', 'body', position, token];
  if (kind < 8) return ['text.delete', 'body', position, plan.random.integer(1, 5)];
  return ['map.set', 'meta', `key-${plan.random.integer(0, 5)}`, token];
}
