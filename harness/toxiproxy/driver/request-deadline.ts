/** A Toxiproxy request was not answered in time; the server may hold the proxy's lock for ever. */
export class RequestDeadlineError extends Error {
  override readonly name = 'RequestDeadlineError';
}

/**
 * The answer to a request. The client cannot abort one, so that a late answer is ignored.
 * @throws RequestDeadlineError after so many ms; Error naming the request if it was refused.
 */
export async function withDeadline<T>(ms: number, what: string, request: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new RequestDeadlineError(`Toxiproxy did not answer within ${ms} ms: ${what}`));
    }, ms);
  });
  const refused = request.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Toxiproxy refused a request: ${what}: ${reason}`, { cause: error });
  });
  try {
    return await Promise.race([refused, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
