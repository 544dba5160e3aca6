import { editIn, offline, online } from '#harness/schedule/steps.ts';
import type { Plan } from '../plan.ts';

/**
 * A client works offline for a while: it, or another meanwhile, writes, or only deletes; and it comes
 * back.
 */
export function offlineWork(plan: Plan): void {
  const device = plan.pick(plan.clients);
  const { fromMs, toMs } = plan.span(3_000, 8_000);
  if (!plan.book([device], { fromMs, toMs })) return;
  const room = plan.pick(plan.rooms);
  plan.add(fromMs, editIn(room, device, 'text.insert', 'body', 0, `before ${fromMs} `));
  plan.add(fromMs + 1_000, offline(device));
  const middleMs = plan.random.integer(fromMs + 1_001, toMs - 1);
  const author = plan.random.integer(0, 1) === 0 ? device : plan.pick(plan.clients);
  if (author === device || plan.isThere(author, middleMs)) {
    const edit =
      plan.random.integer(0, 2) > 0
        ? editIn(room, author, 'text.delete', 'body', 0, plan.random.integer(1, 5))
        : editIn(room, author, 'text.insert', 'body', 0, `meanwhile ${fromMs} `);
    plan.book([author], { fromMs: middleMs, toMs: middleMs });
    plan.add(middleMs, edit);
  }
  plan.add(toMs, online(device));
}
