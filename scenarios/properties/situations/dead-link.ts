import type { Plan } from '../plan.ts';

/** A link loses every packet for so long that both its ends must notice. */
export function deadLink(plan: Plan): void {
  const { id, dialler, listener } = plan.pick(plan.links);
  const span = plan.span(135_000, 140_000);
  if (!plan.book([dialler, listener], span)) return;
  plan.add(span.fromMs, { do: 'cut', link: id, cut: 'blackhole' });
  plan.add(span.toMs, { do: 'heal', link: id });
}
