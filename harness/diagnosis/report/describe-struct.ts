import * as Y from 'yjs';

/** Any of the structs that `Y.decodeUpdate` gives. */
export type DecodedStruct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** What a struct does, in one line: `insert 1830274:212 "k17" in body`. */
export function describeStruct(struct: DecodedStruct): string {
  const { client, clock } = struct.id;
  const id =
    struct.length === 1 ? `${client}:${clock}` : `${client}:${clock}–${clock + struct.length - 1}`;
  if (struct instanceof Y.Skip) return `skip ${id}`;
  if (!(struct instanceof Y.Item)) return `collected ${id}`;
  const root = typeof struct.parent === 'string' ? ` in ${struct.parent}` : '';
  const key = struct.parentSub === null ? '' : ` at key ${JSON.stringify(struct.parentSub)}`;
  return `insert ${id} ${contentText(struct)}${root}${key}`;
}

/** A struct's content as text: a string quoted, other values as JSON. */
export function contentText(struct: Y.Item): string {
  const { content } = struct;
  if (content instanceof Y.ContentString) return JSON.stringify(content.str);
  if (content instanceof Y.ContentDeleted) return '(deleted)';
  if (content instanceof Y.ContentFormat)
    return `format ${content.key}=${JSON.stringify(content.value)}`;
  if (content instanceof Y.ContentType)
    return `type ${content.type.constructor.name.replace(/^_?Y/, '')}`;
  if (content instanceof Y.ContentBinary) return `${content.content.length} bytes`;
  if (content instanceof Y.ContentEmbed) return `embed ${JSON.stringify(content.embed)}`;
  return content
    .getContent()
    .map((value: unknown) => JSON.stringify(value))
    .join(', ');
}
