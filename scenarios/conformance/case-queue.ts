import type { ConformanceCase } from './define-case.ts';

/** Cases that several servers share out among them, to which more may still be added. */
export interface CaseQueue {
  add(one: ConformanceCase): void;
  /** Nothing more will be added. */
  close(): void;
  /** The next case; waits for one, and gives undefined once the queue is closed and empty. */
  take(): Promise<ConformanceCase | undefined>;
}

export function createCaseQueue(cases: readonly ConformanceCase[]): CaseQueue {
  const waiting = [...cases];
  const takers: ((one: ConformanceCase | undefined) => void)[] = [];
  let closed = false;
  return {
    add(one) {
      const taker = takers.shift();
      if (taker === undefined) waiting.push(one);
      else taker(one);
    },
    close() {
      closed = true;
      for (const taker of takers.splice(0)) taker(undefined);
    },
    take() {
      const one = waiting.shift();
      if (one !== undefined || closed) return Promise.resolve(one);
      return new Promise((resolve) => void takers.push(resolve));
    },
  };
}
