import {
  ContentAny,
  ContentBinary,
  ContentDeleted,
  ContentDoc,
  ContentEmbed,
  ContentFormat,
  ContentJSON,
  ContentString,
  ContentType,
  Item,
  type AbstractStruct,
} from 'yjs';
import { canonicalJson } from '#harness/history/canonical-json.ts';
import { comparableUnit } from './comparable-unit.ts';

type AnyContent = Item['content'];

/**
 * The first clock at which two structs of one client say different things; undefined when they agree or
 * do not overlap. Deleted content agrees with anything. Compared are what was written and, where both
 * structs begin at one clock, what it was written beside.
 */
export function structConflict(a: AbstractStruct, b: AbstractStruct): number | undefined {
  if (!(a instanceof Item) || !(b instanceof Item)) return undefined;
  const start = Math.max(a.id.clock, b.id.clock);
  const end = Math.min(a.id.clock + a.length, b.id.clock + b.length);
  if (start >= end) return undefined;
  if (a.id.clock === b.id.clock && besides(a) !== besides(b)) return start;
  if (a.content instanceof ContentDeleted || b.content instanceof ContentDeleted) return undefined;
  const [left, right] = [pieces(a.content), pieces(b.content)];
  for (let clock = start; clock < end; clock++)
    if (left(clock - a.id.clock) !== right(clock - b.id.clock)) return clock;
  return undefined;
}

/** The items to the left and right at the time of writing. */
function besides({ origin, rightOrigin }: Item): string {
  const text = (id: Item['origin']): string => (id === null ? '' : `${id.client}:${id.clock}`);
  return `${text(origin)} ${text(rightOrigin)}`;
}

/** What stands at each offset of a content, in a form that can be compared. */
function pieces(content: AnyContent): (offset: number) => string {
  if (content instanceof ContentString)
    return (offset) => comparableUnit(content.str[offset] ?? '');
  if (content instanceof ContentAny || content instanceof ContentJSON)
    return (offset) => canonicalJson(content.arr[offset]);
  return () => single(content);
}

function single(content: AnyContent): string {
  if (content instanceof ContentFormat)
    return `format ${content.key} ${canonicalJson(content.value)}`;
  if (content instanceof ContentEmbed) return `embed ${canonicalJson(content.embed)}`;
  if (content instanceof ContentBinary)
    return `binary ${Buffer.from(content.content).toString('hex')}`;
  if (content instanceof ContentDoc) return `document ${content.doc.guid}`;
  if (content instanceof ContentType) return `type ${content.type.constructor.name}`;
  return 'unknown';
}
