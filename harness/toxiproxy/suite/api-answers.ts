import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * Every request of `api-answers.txt` in turn, against what Toxiproxy 2.12.0 answered to it: status,
 * content type, `nosniff` and body. Ports, and Go's wording of what is wrong with a body, are left out.
 */
export function apiAnswers(url: () => string): void {
  test('starts with a server of its own, because it resets it', async () => {
    expect(await (await fetch(`${url()}/proxies`)).json()).toEqual({});
  });

  for (const { method, path, body, answer } of recorded()) {
    test(`${method} ${path} ${body}`, async () => {
      expect(await ask(url(), method, path, body)).toBe(answer);
    });
  }
}

interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly answer: string;
}

function recorded(): Exchange[] {
  const text = readFileSync(new URL('./api-answers.txt', import.meta.url), 'utf8').trimEnd();
  return text.split('\n\n').map((exchange) => {
    const [, method = '', path = '', body = '', answer = ''] =
      /^(\S+) (\S+) ?(.*)\n(.*)$/.exec(exchange) ?? [];
    return { method, path, body, answer };
  });
}

async function ask(url: string, method: string, path: string, body: string): Promise<string> {
  const { port } = new URL(url);
  const init = body === '' ? { method } : { method, body: body.replaceAll('API_PORT', port) };
  const answer = await fetch(url + path, init);
  const text = (await answer.text())
    .replaceAll(`:${port}`, ':API_PORT')
    .replace(/("listen":"[^"]*:)[1-9]\d*"/g, '$1PORT"')
    .replace(/(lookup \S+) on [^ ]+:/, '$1:')
    .replace(/("error":"bad request body): (?:[^"\\]|\\.)*"/, '$1: ..."')
    .replaceAll('\n', '\\n');
  const sniff = answer.headers.has('x-content-type-options') ? ' nosniff' : '';
  return `${answer.status} ${answer.headers.get('content-type') ?? '-'}${sniff} ${text}`.trimEnd();
}
