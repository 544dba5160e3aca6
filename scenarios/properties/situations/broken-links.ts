import { heal, partition } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/** Links are reset, cut or shaped, and the topology is split; it heals. */
export function brokenLinks(plan: Plan): void {
  const link = plan.pick(plan.links).id;
  const { fromMs, toMs } = plan.span(200, 20_000);
  const cut = plan.pick(['blackhole', 'drop', 'one-way'] as const);
  switch (plan.random.integer(0, 2)) {
    case 0:
      plan.add(fromMs, { do: 'reset', link });
      break;
    case 1:
      plan.add(fromMs, { do: 'cut', link, cut });
      plan.add(toMs, { do: 'heal', link });
      break;
    default: {
      const names = plan.topology.devices.map(({ name }) => name);
      const left = names.filter(() => plan.random.integer(0, 1) === 0);
      plan.add(
        fromMs,
        partition(
          left,
          names.filter((name) => !left.includes(name)),
          cut,
        ),
      );
      plan.add(toMs, heal());
    }
  }
}
