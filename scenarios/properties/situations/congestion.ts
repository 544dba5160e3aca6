import { editIn } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** A link carries little for a while, and somebody pastes a lot. */
export function congestion(plan: Plan): void {
  const { id, dialler, listener } = plan.pick(plan.links);
  const { fromMs, toMs } = plan.span(4_000, 8_000);
  const author = plan.pick(plan.clients.filter((client) => client !== dialler));
  if (!plan.book([author, dialler, listener], { fromMs, toMs })) return;
  plan.add(fromMs, { do: 'shape', link: id, profile: { bytesPerSecond: 4_000 } });
  const room = plan.pick(plan.rooms);
  for (let index = 1; index <= 4; index++)
    plan.add(
      fromMs + index * 200,
      editIn(room, author, 'text.paste', 'body', 0, `pasted ${index} at ${fromMs} `, 60),
    );
  plan.add(toMs, { do: 'heal', link: id });
}
