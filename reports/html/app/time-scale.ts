/** From a moment to a place and back. */
export interface TimeScale {
  readonly width: number;
  readonly fromMs: number;
  readonly toMs: number;
  x(ms: number): number;
  time(x: number): number;
  /** Round moments that fit the width. */
  readonly ticks: readonly number[];
}

/** Space left and right of the first and the last moment, pixels. */
const margin = 12;

export function createScale([fromMs, toMs]: readonly [number, number], width: number): TimeScale {
  const span = toMs - fromMs || 1;
  const inner = width - 2 * margin;
  return {
    width,
    fromMs,
    toMs,
    x: (ms) => margin + ((ms - fromMs) / span) * inner,
    time: (x) => fromMs + ((x - margin) / inner) * span,
    ticks: ticksOf(fromMs, toMs, Math.max(2, Math.floor(width / 110))),
  };
}

function ticksOf(fromMs: number, toMs: number, most: number): readonly number[] {
  const rough = (toMs - fromMs || 1) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(fromMs / step);
  const count = Math.floor(toMs / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}
