import { note } from '#harness/schedule/steps.ts';
import type { Plan, TimedStep } from '../plan.ts';

/** Longer than it takes until connections of a silent room are held to last (LIVE-5). */
const silenceMs = 240_000;

/** After all else nobody shows a presence any more, and nobody does anything for minutes. */
export function silence(plan: Plan, fromMs: number): readonly TimedStep[] {
  const present = plan.clients.filter((device) => plan.isThere(device, plan.durationMs));
  return [
    ...present.flatMap((device) =>
      plan.rooms.map((room): TimedStep => ({ at: fromMs, do: 'state', device, room, state: null })),
    ),
    { at: fromMs + silenceMs, ...note('nobody was shown or did anything for minutes') },
  ];
}
