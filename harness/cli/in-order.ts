/**
 * Begins jobs in order, `width` at a time, and gives their results as promises. After a job has failed no
 * further one begins, and those never begun stay pending: await the results in order.
 */
export function inOrder<Result>(
  jobs: readonly (() => Promise<Result>)[],
  width: number,
): Promise<Result>[] {
  const waiting: (() => Promise<void>)[] = [];
  const results = jobs.map(
    (job) =>
      new Promise<Result>((resolve, reject) => {
        waiting.push(async () => {
          try {
            resolve(await job());
          } catch (error) {
            waiting.length = 0;
            reject(error);
          }
        });
      }),
  );
  // A job may fail before anybody waits for it.
  for (const result of results) result.catch(() => undefined);

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  }
  for (let worker = 0; worker < width; worker++) void work();
  return results;
}
