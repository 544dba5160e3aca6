/** A stretch of time, `fromMs` included, `toMs` (perhaps Infinity) not; `seq` is the event that began it. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
  readonly seq: number;
}

/** Where both hold. The parts begin with the event that came last. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const fromMs = Math.max(one.fromMs, other.fromMs);
      const toMs = Math.min(one.toMs, other.toMs);
      const { seq } = one.fromMs >= other.fromMs ? one : other;
      return fromMs < toMs ? [{ fromMs, toMs, seq }] : [];
    }),
  );
}

/** What is left of `intervals` without `holes`; a part behind a hole begins with the event that ended it. */
export function subtract(intervals: readonly Interval[], holes: readonly Hole[]): Interval[] {
  let left = [...intervals];
  for (const hole of holes)
    left = left.flatMap((interval) => {
      if (hole.toMs <= interval.fromMs || hole.fromMs >= interval.toMs) return [interval];
      const before = { ...interval, toMs: hole.fromMs };
      const after = { fromMs: hole.toMs, toMs: interval.toMs, seq: hole.endSeq };
      return [before, after].filter((part) => part.fromMs < part.toMs);
    });
  return left;
}

/** A stretch in which something was not up; `endSeq` is the event that ended it. */
export interface Hole {
  readonly fromMs: number;
  readonly toMs: number;
  readonly endSeq: number;
}
