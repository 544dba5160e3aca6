import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import { type Answer, apiRoutes, asApiError, type Route } from './api-routes.ts';
import { goJson } from './go-json.ts';
import type { ProxyCollection } from './proxy-collection.ts';

/** No request needs more; the real server has no bound. */
const longestBodyBytes = 1024 * 1024;

const plainText = 'text/plain; charset=utf-8';

/** The HTTP server of the API, not yet listening. */
export function createApiServer(proxies: ProxyCollection): Server {
  const routes = apiRoutes(proxies);
  let requests = 0;
  return createServer({ requestTimeout: 15_000, keepAliveTimeout: 60_000 }, (request, response) => {
    requests += 1;
    const requestId = String(requests).padStart(20, '0');
    void answer(routes, request, requestId).then((answer) => send(response, answer));
  });
}

interface Reply extends Answer {
  readonly requestId?: string;
}

async function answer(
  routes: readonly Route[],
  request: IncomingMessage,
  requestId: string,
): Promise<Reply> {
  const found = findRoute(routes, request.url ?? '/');
  if (found === undefined) {
    return { status: 404, body: '404 page not found\n', contentType: plainText };
  }
  const handler = found.route.methods[request.method ?? ''];
  if (handler === undefined) return { status: 405 };
  if (request.headers['user-agent']?.startsWith('Mozilla/')) {
    return { status: 403, body: 'User agent not allowed\n', contentType: plainText, requestId };
  }
  try {
    const [proxyName = '', toxicName = ''] = found.names;
    return { ...(await handler(await readBody(request), proxyName, toxicName)), requestId };
  } catch (error) {
    const { message, status } = asApiError(error);
    const body = `${goJson({ error: message, status })}\n`;
    return { status, body, contentType: plainText, requestId };
  }
}

/** Variables match one path segment each, after decoding the whole path, as gorilla/mux does. */
function findRoute(
  routes: readonly Route[],
  url: string,
): { route: Route; names: string[] } | undefined {
  const segments = decodePath(url)?.split('/');
  if (segments === undefined) return undefined;
  for (const route of routes) {
    const pattern = route.path.split('/');
    const matches = (part: string, index: number): boolean =>
      part === '{}' ? segments[index] !== '' : part === segments[index];
    if (pattern.length === segments.length && pattern.every(matches)) {
      return { route, names: segments.filter((_segment, index) => pattern[index] === '{}') };
    }
  }
  return undefined;
}

function decodePath(url: string): string | undefined {
  try {
    return decodeURIComponent(url.replace(/\?.*$/s, ''));
  } catch {
    return undefined;
  }
}

/** Reads to the end, so that the connection stays usable, but keeps no more than the bound. */
async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length <= longestBodyBytes) pieces.push(piece);
  }
  if (length > longestBodyBytes) {
    throw new ApiError(`request body is longer than ${longestBodyBytes} bytes`, 413);
  }
  return Buffer.concat(pieces).toString();
}

function send(response: ServerResponse, { status, body, contentType, requestId }: Reply): void {
  if (contentType !== undefined) response.setHeader('Content-Type', contentType);
  if (contentType === plainText) response.setHeader('X-Content-Type-Options', 'nosniff');
  if (requestId !== undefined) response.setHeader('X-Toxiproxy-Request-Id', requestId);
  response.writeHead(status).end(body);
}
