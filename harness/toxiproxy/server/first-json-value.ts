import { badRequestBody } from './api-error.ts';

/**
 * Parses the first JSON value of a text and ignores whatever follows it, as Go's `json.Decoder`
 * does on a request body.
 * @throws ApiError 400, whose wording after "bad request body: " only resembles Go's.
 */
export function firstJsonValue(text: string): unknown {
  const body = text.trimStart();
  if (body === '') throw badRequestBody('EOF');
  const end = valueEnd(body);
  if (end === undefined) throw badRequestBody('unexpected EOF');
  try {
    return JSON.parse(body.slice(0, end));
  } catch {
    throw badRequestBody('invalid character in the JSON text');
  }
}

/** Where the first value ends: strings are skipped whole, brackets are counted. */
function valueEnd(body: string): number | undefined {
  const tokens = /"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s"[\]{}]+/gs;
  let depth = 0;
  for (const token of body.matchAll(tokens)) {
    if ('[{'.includes(token[0])) depth += 1;
    if (']}'.includes(token[0])) depth -= 1;
    if (depth <= 0) return token.index + token[0].length;
  }
  return undefined;
}
