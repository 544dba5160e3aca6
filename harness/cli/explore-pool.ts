import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { Explored, ExploreRequest } from './explore-one.ts';

const workerFile = fileURLToPath(new URL('./explore-worker.ts', import.meta.url));

type Answer = { readonly explored: Explored } | { readonly fault: string };

/**
 * Runs schedules in so many worker processes. `next` gives the next request, or null when there is none;
 * `done` is told of each result, in the order in which they come. Rejects on a fault of the harness.
 */
export async function explorePool(
  workers: number,
  next: () => ExploreRequest | null,
  done: (explored: Explored) => void,
): Promise<void> {
  const children = Array.from({ length: workers }, () =>
    fork(workerFile, { execArgv: process.execArgv }),
  );
  const end = (): void => {
    for (const child of children) child.kill();
  };
  // An interrupted exploration leaves by `process.exit`, past the `finally`.
  process.once('exit', end);
  try {
    await Promise.all(children.map((child) => serve(child, next, done)));
  } finally {
    process.off('exit', end);
    end();
  }
}

function serve(
  child: ChildProcess,
  next: () => ExploreRequest | null,
  done: (explored: Explored) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let current: ExploreRequest | null = null;
    const give = (): void => {
      current = next();
      if (current === null) resolve();
      else child.send(current);
    };
    child.on('message', (answer: Answer) => {
      if ('fault' in answer) {
        reject(new HarnessFault(`${current?.property} seed ${current?.seed}: ${answer.fault}`));
        return;
      }
      done(answer.explored);
      give();
    });
    child.on('exit', (code) => {
      if (current !== null)
        reject(
          new HarnessFault(
            `a worker ended with code ${code} at ${current.property} seed ${current.seed}`,
          ),
        );
    });
    give();
  });
}
