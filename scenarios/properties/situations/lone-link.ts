import { editIn } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** Of all a client's or node's links only one is left for a while, and everything goes through it. */
export function loneLink(plan: Plan): void {
  const devices = plan.topology.devices.map(({ name }) => name);
  const device = plan.pick(devices);
  const links = plan.links.filter(
    ({ dialler, listener }) => dialler === device || listener === device,
  );
  const left = plan.pick(links);
  const { fromMs, toMs } = plan.span(6_000, 12_000);
  const author = plan.pick(plan.clients);
  if (!plan.book([author], { fromMs, toMs })) return;
  const cut = plan.pick(['blackhole', 'drop'] as const);
  for (const { id } of links) if (id !== left.id) plan.add(fromMs, { do: 'cut', link: id, cut });
  const room = plan.pick(plan.rooms);
  for (let index = 1; index <= 2; index++)
    plan.add(
      fromMs + index * 2_500,
      editIn(room, author, 'text.insert', 'body', 0, `by one way ${index} at ${fromMs} `),
    );
  for (const { id } of links) if (id !== left.id) plan.add(toMs, { do: 'heal', link: id });
}
