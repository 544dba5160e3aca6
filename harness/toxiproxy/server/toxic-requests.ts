import { toxicKinds } from '../toxics/toxic-kinds.ts';
import type { Attributes, ToxicKind } from '../toxics/toxic-kind.ts';
import {
  badRequestBody,
  invalidStream,
  invalidToxicType,
  toxicAlreadyExists,
} from './api-error.ts';
import { firstJsonValue } from './first-json-value.ts';
import { GoObject } from './go-object.ts';
import type { Direction, Toxic } from './toxic.ts';

/**
 * The body of `POST /proxies/{proxy}/toxics`; faults are looked for in the real server's order.
 * @throws ApiError 400, or 409 where one of the given toxics has the name.
 */
export function readToxic(body: string, existing: readonly Toxic[]): Toxic {
  const object = new GoObject(firstJsonValue(body), 'ToxicWrapper');
  const type = object.string('type', '');
  const stream = object.string('stream', 'downstream');
  const toxicity = object.float32('toxicity', 1);
  const direction = directions.get(stream.toLowerCase());
  if (direction === undefined) throw invalidStream();
  const name = object.string('name', '') || `${type}_${stream}`;
  const kind = toxicKinds.get(type);
  if (kind === undefined) throw invalidToxicType();
  if (existing.some((toxic) => toxic.name === name)) throw toxicAlreadyExists();
  const attributes = readAttributes(object, kind, kind.defaults);
  return { name, kind, stream, direction, toxicity, attributes };
}

/** The body of `PATCH .../toxics/{toxic}`; what is missing stays as it is. @throws ApiError 400. */
export function readToxicChange(
  body: string,
  { kind, attributes, toxicity }: Toxic,
): Pick<Toxic, 'attributes' | 'toxicity'> {
  const object = new GoObject(firstJsonValue(body), 'ToxicWrapper');
  return {
    attributes: readAttributes(object, kind, attributes),
    toxicity: object.float32('toxicity', toxicity),
  };
}

const directions: ReadonlyMap<string, Direction> = new Map([
  ['upstream', 'upstream'],
  ['downstream', 'downstream'],
]);

function readAttributes(object: GoObject, kind: ToxicKind, current: Attributes): Attributes {
  const given = object.object('attributes', kind.type);
  const attributes = Object.fromEntries(
    Object.entries(current).map(([name, value]) => [name, given.integer(name, value)]),
  );
  const refusal = kind.refuse?.(attributes);
  if (refusal !== undefined) throw badRequestBody(`${kind.type}: ${refusal}`);
  return attributes;
}
