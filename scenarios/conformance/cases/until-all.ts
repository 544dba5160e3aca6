import type { CaseContext } from '../case-context.ts';

/** Something that arrives in many pieces. */
export interface Flood {
  /** For people, as in {@link CaseContext.until}. */
  readonly expected: string;
  done(): boolean;
  /** Grows with every piece. */
  amount(): number;
  actual(): string;
}

/** Waits for a flood. A slow server is no lossy one: the deadline counts from the last piece. */
export async function untilAll({ until }: CaseContext, flood: Flood): Promise<void> {
  while (!flood.done()) {
    const before = flood.amount();
    await until(
      flood.expected,
      () => flood.done() || flood.amount() > before,
      () => flood.actual(),
    );
  }
}
