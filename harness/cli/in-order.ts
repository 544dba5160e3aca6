/**
 * Runs jobs, `width` at a time, and gives their results in the order of the jobs, each as soon as those
 * before it were given. Throws what a job throws when it is its turn; the jobs that run then are left
 * to the caller.
 */
export async function* inOrder<Result>(
  jobs: readonly (() => Promise<Result>)[],
  width: number,
): AsyncGenerator<Result> {
  let next = 0;
  const settle: { resolve(result: Result): void; reject(error: unknown): void }[] = [];
  const results = jobs.map(
    () => new Promise<Result>((resolve, reject) => void settle.push({ resolve, reject })),
  );
  // A job may fail before its turn has come.
  for (const result of results) result.catch(() => undefined);

  async function work(): Promise<void> {
    for (let index = next++; index < jobs.length; index = next++) {
      try {
        const result = await jobs[index]?.();
        if (result !== undefined) settle[index]?.resolve(result);
      } catch (error) {
        settle[index]?.reject(error);
        next = jobs.length;
      }
    }
  }
  for (let worker = 0; worker < width; worker++) void work();
  for (;;) {
    const result = results.shift();
    if (result === undefined) return;
    yield await result;
  }
}
