import { editIn } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/**
 * The clients of a node write and leave, nobody reaches it, and it drops the room; with a slow disk,
 * its last writes are still under way. Then they come back.
 */
export function emptyNode(plan: Plan): void {
  const node = plan.pick(plan.nodes);
  const clients = plan.clientsOf(node);
  const { fromMs, toMs } = plan.span(3_000, 6_000);
  if (!plan.book([...clients, node], { fromMs, toMs })) return;
  const room = plan.pick(plan.rooms);
  const others = plan.topology.devices
    .map(({ name }) => name)
    .filter((name) => name !== node && !clients.includes(name));
  const delayMs = plan.pick([0, 200, 600]);
  plan.add(fromMs, { do: 'slow-storage', device: node, delayMs });
  plan.add(fromMs, { do: 'partition', between: [[node], others], cut: 'drop' });
  for (const client of clients)
    plan.add(
      fromMs + 1_000,
      editIn(room, client, 'text.insert', 'body', 0, `last words of ${client} at ${fromMs} `),
    );
  const leftMs = fromMs + 1_000 + plan.pick([5, 20, 100]);
  for (const client of clients) plan.add(leftMs, { do: 'leave', device: client, room });
  plan.add(leftMs + plan.pick([5, 20, 500]), { do: 'evict', device: node, room });
  const backMs = leftMs + plan.pick([510, 700, 1_500]);
  for (const client of clients) plan.add(backMs, { do: 'join', device: client, room });
  plan.add(toMs, { do: 'slow-storage', device: node, delayMs: 0 });
  plan.add(toMs, { do: 'heal' });
}
