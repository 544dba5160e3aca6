import { badRequestBody, missingField } from './api-error.ts';
import { firstJsonValue } from './first-json-value.ts';
import { GoObject } from './go-object.ts';
import type { ProxySettings } from './proxy.ts';
import type { ProxyInput } from './proxy-collection.ts';

/** The body of `POST /proxies`. @throws ApiError 400. */
export function readProxyInput(body: string): ProxyInput {
  const input = readInput(new GoObject(firstJsonValue(body), 'Proxy'));
  const missing = missingFieldOf(input);
  if (missing !== undefined) throw missingField(missing);
  return input;
}

/** The body of `POST /populate`; all are looked at before any is made. @throws ApiError 400. */
export function readProxyInputs(body: string): ProxyInput[] {
  const value = firstJsonValue(body) ?? [];
  if (!Array.isArray(value)) throw badRequestBody('json: cannot unmarshal object into Go value');
  const inputs = value.map((item: unknown) => readInput(new GoObject(item, 'Proxy')));
  for (const [index, input] of inputs.entries()) {
    const missing = missingFieldOf(input);
    if (missing !== undefined) throw missingField(`${missing} at proxy ${index + 1}`);
  }
  return inputs;
}

/** The body of `PATCH /proxies/{proxy}`; what is missing stays as it is. @throws ApiError 400. */
export function readProxySettings(body: string, current: ProxySettings): ProxySettings {
  const object = new GoObject(firstJsonValue(body), 'Proxy');
  return {
    listen: object.string('listen', current.listen),
    upstream: object.string('upstream', current.upstream),
    enabled: object.boolean('enabled', current.enabled),
  };
}

function readInput(object: GoObject): ProxyInput {
  return {
    name: object.string('name', ''),
    listen: object.string('listen', ''),
    upstream: object.string('upstream', ''),
    enabled: object.boolean('enabled', true),
  };
}

function missingFieldOf({ name, upstream }: ProxyInput): string | undefined {
  if (name === '') return 'name';
  return upstream === '' ? 'upstream' : undefined;
}
