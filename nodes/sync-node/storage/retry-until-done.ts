const firstRetryMs = 100;
const lastRetryMs = 5_000;

/**
 * Runs an operation until it succeeds, and gives its result. `failed` is told of each failure; the pause
 * before the next attempt doubles from 100 ms to 5 s.
 */
export async function retryUntilDone<Result>(
  operation: () => Promise<Result>,
  failed: (error: unknown) => void,
): Promise<Result> {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(lastRetryMs, retryMs * 2)) {
    try {
      return await operation();
    } catch (error) {
      failed(error);
      const pauseMs = retryMs;
      await new Promise<void>((resolve) => void setTimeout(resolve, pauseMs));
    }
  }
}
