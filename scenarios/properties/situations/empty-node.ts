import { editIn } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/**
 * The last client at a node that nobody else reaches writes and leaves, and the node drops the room;
 * with a slow disk, the last writes are still under way. Then somebody opens the room again, and the others come back. The
 * author comes back at the end, if at all.
 */
export function emptyNode(plan: Plan): void {
  const node = plan.pick(plan.nodes.filter((name) => plan.clientsOf(name).length > 0));
  const clients = plan.clientsOf(node);
  const author = plan.pick(clients);
  const { fromMs, toMs } = plan.span(9_000, 11_000);
  const isGone = plan.random.integer(0, 1) === 0;
  const companions = clients.filter((client) => client !== author);
  if (!plan.book([...companions, node], { fromMs, toMs })) return;
  if (!plan.book([author], { fromMs, toMs: isGone ? Infinity : toMs })) return;
  const room = plan.pick(plan.rooms);
  const others = plan.topology.devices.map(({ name }) => name).filter((name) => name !== node);
  const reached = others.filter((name) => name !== author);
  const delayMs = plan.pick([100, 400, 1_500]);
  plan.add(fromMs, { do: 'slow-storage', device: node, delayMs });
  plan.add(fromMs, { do: 'partition', between: [[node, author], reached], cut: 'drop' });
  for (let index = 1; index <= 4; index++)
    plan.add(
      fromMs + 1_000 + index * 10,
      editIn(room, author, 'text.insert', 'body', 0, `last words ${index} at ${fromMs} `),
    );
  const leftMs = fromMs + 1_060;
  plan.add(leftMs, { do: 'leave', device: author, room });
  plan.add(leftMs + plan.pick([30, 60]), { do: 'evict', device: node, room });
  const backMs = leftMs + plan.pick([70, 200, 1_000]);
  plan.add(backMs, { do: 'intrude', device: node, room, frames: [] });
  plan.add(backMs + plan.pick([0, 500]), { do: 'heal' });
  if (!isGone) plan.add(toMs, { do: 'join', device: author, room });
  plan.add(toMs, { do: 'slow-storage', device: node, delayMs: 0 });
}
