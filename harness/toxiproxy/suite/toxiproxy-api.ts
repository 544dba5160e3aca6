/** Requests to a Toxiproxy API, unwrapped: unlike the driver it may send anything. */
export interface ToxiproxyApi {
  readonly url: string;
  /** The answer whatever its status. */
  send(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }>;
  /** The JSON of a successful answer. @throws Error with the answer otherwise. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
}

export function toxiproxyApi(url: string): ToxiproxyApi {
  const send: ToxiproxyApi['send'] = async (method, path, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = body === undefined ? { method } : { method, body: text };
    const answer = await fetch(url + path, { ...init, redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  };
  return {
    url,
    send,
    async call(method, path, body) {
      const { status, text } = await send(method, path, body);
      if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}
