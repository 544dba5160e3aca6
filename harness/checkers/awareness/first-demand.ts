import type { Path, Paths } from './paths.ts';

/** How long a path must have stood: `baseMs + latencyFactor x` its latency. */
export interface Allowance {
  readonly baseMs: number;
  readonly latencyFactor: number;
}

/** From when on something was demanded, and the path that makes it so. */
export interface Demand {
  readonly dueMs: number;
  readonly path: Path;
}

/**
 * The first time within a stretch by which the allowance has passed, counted from when a path stood
 * or the stretch began, with that path still up. Undefined if no path stood for long enough.
 */
export function firstDemand(
  paths: Paths,
  [from, to]: readonly [string, string],
  stretch: { readonly fromMs: number; readonly toMs: number },
  { baseMs, latencyFactor }: Allowance,
): Demand | undefined {
  if (stretch.toMs - stretch.fromMs < baseMs) return undefined;
  const isInside = (ms: number): boolean => ms > stretch.fromMs + baseMs && ms < stretch.toMs;
  // A path serves longest just before it, or the stretch, ends.
  for (const endMs of [...paths.endsMs.filter(isInside), stretch.toMs]) {
    const untilMs = endMs - 1;
    const path = paths.from(from, untilMs - baseMs, untilMs).get(to);
    if (!path) continue;
    const sinceMs = Math.max(path.upSinceMs, stretch.fromMs);
    const dueMs = sinceMs + baseMs + latencyFactor * path.latencyMs;
    if (dueMs <= untilMs) return { dueMs, path };
  }
  return undefined;
}
