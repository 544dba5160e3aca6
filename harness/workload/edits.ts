import { Value } from '@sinclair/typebox/value';
import type { Json } from '#harness/contract/json.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { arrayDelete, arrayInsert, arrayPush, arrayPushNested } from './edits/array.ts';
import { lastWriterWinsSet } from './edits/last-writer-wins.ts';
import { mapDelete, mapSet, mapSetNested } from './edits/map.ts';
import {
  textAppend,
  textDelete,
  textEmbed,
  textFormat,
  textInsert,
  textInsertFormatted,
  textPaste,
} from './edits/text.ts';
import { nestedCreate, nestedDelete, nestedPush, nestedSet, nestedWrite } from './edits/nested.ts';
import { subdocumentLoad, subdocumentPut } from './edits/subdocument.ts';
import { undoRedo, undoTrack, undoUndo } from './edits/undo.ts';
import { xmlDelete, xmlInsert, xmlSetAttribute } from './edits/xml.ts';
import type { NamedEdit } from './named-edit.ts';

/** Edits by name. */
export type EditRegistry = Readonly<Record<string, NamedEdit>>;

/** Every edit that Yardstick brings. */
export const edits: EditRegistry = {
  'text.insert': textInsert,
  'text.append': textAppend,
  'text.delete': textDelete,
  'text.paste': textPaste,
  'text.format': textFormat,
  'text.embed': textEmbed,
  'text.insertFormatted': textInsertFormatted,
  'map.set': mapSet,
  'map.delete': mapDelete,
  'map.setNested': mapSetNested,
  'array.insert': arrayInsert,
  'array.push': arrayPush,
  'array.delete': arrayDelete,
  'array.pushNested': arrayPushNested,
  'xml.insert': xmlInsert,
  'xml.setAttribute': xmlSetAttribute,
  'xml.delete': xmlDelete,
  'nested.create': nestedCreate,
  'nested.set': nestedSet,
  'nested.push': nestedPush,
  'nested.write': nestedWrite,
  'nested.delete': nestedDelete,
  'subdoc.put': subdocumentPut,
  'subdoc.load': subdocumentLoad,
  'lww.set': lastWriterWinsSet,
  'undo.track': undoTrack,
  'undo.undo': undoUndo,
  'undo.redo': undoRedo,
};

/** The edit of a name, its arguments checked. Throws a UsageError for an unknown name or wrong arguments. */
export function findEdit(
  name: string,
  args: readonly Json[],
  registry: EditRegistry = edits,
): NamedEdit {
  const edit = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (edit === undefined) {
    throw new UsageError(
      `no edit is called "${name}"; known are ${Object.keys(registry).join(', ')}`,
    );
  }
  const problem = Value.Errors(edit.args, args).First();
  if (problem !== undefined) {
    throw new UsageError(
      `edit ${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')}): argument ${problem.path || 'list'}: ${problem.message}`,
    );
  }
  return edit;
}
