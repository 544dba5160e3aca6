import { situations, type Situation } from '#harness/run/coverage-of.ts';
import { real } from '#harness/world/real.ts';
import type { Explored } from './explore-one.ts';

/** What an exploration came to so far. */
export interface Tally {
  add(explored: Explored): void;
  /** One line, while it runs. */
  line(): string;
  /** Several lines, at the end. */
  summary(): string;
  /** Situations that should have arisen and never did; none is asked of a few schedules. */
  missing(): readonly Situation[];
}

/** Fewer schedules than this need not meet every situation. */
const enoughSchedules = 400;

/** Nothing explored yet, in these settings; the clock runs from now. */
export function createTally(settings: readonly (keyof typeof situations)[]): Tally {
  const startedMs = real.now();
  const wanted = new Set(settings.flatMap((setting) => situations[setting]));
  const faults = new Map<string, number>();
  const covered = new Map<Situation, number>();
  let schedules = 0;
  let failed = 0;
  let known = 0;
  let virtualMs = 0;

  const rate = (): string => (schedules / ((real.now() - startedMs) / 1_000)).toFixed(1);
  const knownToo = (): string => (known === 0 ? '' : `, ${known} known to fail`);
  const missing = (): Situation[] =>
    schedules < enoughSchedules ? [] : [...wanted].filter((situation) => !covered.has(situation));

  return {
    add(explored) {
      schedules++;
      virtualMs += explored.virtualMs;
      if (explored.failed.length > 0) failed++;
      if (explored.verdict === 'known') known++;
      for (const fault of explored.faults) faults.set(fault, (faults.get(fault) ?? 0) + 1);
      for (const situation of explored.covered)
        covered.set(situation, (covered.get(situation) ?? 0) + 1);
    },
    line: () =>
      `${schedules} ${schedules === 1 ? 'schedule' : 'schedules'}, ${rate()}/s, ${hours(virtualMs)} simulated, ${failed} failed${knownToo()}`,
    missing,
    summary() {
      const byCount = [...faults]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, count]) => `${name} ${count}`);
      const table = [...wanted].map(
        (situation) => `  ${String(covered.get(situation) ?? 0).padStart(6)}  ${situation}`,
      );
      const never = missing();
      return [
        `${schedules} ${schedules === 1 ? 'schedule' : 'schedules'}, ${hours(virtualMs)} simulated, ${rate()} schedules a second, ${failed} failed${knownToo()}`,
        ...(byCount.length === 0 ? [] : [`faults: ${byCount.join(', ')}`]),
        'schedules in which it happened:',
        ...table,
        ...(never.length > 0
          ? [`never happened, so this exploration is inconclusive: ${never.join('; ')}`]
          : []),
      ].join('\n');
    },
  };
}

function hours(ms: number): string {
  return ms < 3_600_000 ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
