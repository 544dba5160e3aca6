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
  textPaste,
} from './edits/text.ts';
import { undoRedo, undoTrack, undoUndo } from './edits/undo.ts';
import { xmlDelete, xmlInsert, xmlSetAttribute } from './edits/xml.ts';
import type { NamedEdit } from './named-edit.ts';

/** Every edit a step can name. */
export const edits: Readonly<Record<string, NamedEdit>> = {
  'text.insert': textInsert,
  'text.append': textAppend,
  'text.delete': textDelete,
  'text.paste': textPaste,
  'text.format': textFormat,
  'text.embed': textEmbed,
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
  'lww.set': lastWriterWinsSet,
  'undo.track': undoTrack,
  'undo.undo': undoUndo,
  'undo.redo': undoRedo,
};

/** The edit of a name, its arguments checked. Throws a UsageError for an unknown name or wrong arguments. */
export function findEdit(name: string, args: readonly Json[]): NamedEdit {
  const edit = Object.hasOwn(edits, name) ? edits[name] : undefined;
  if (edit === undefined) {
    throw new UsageError(`no edit is called "${name}"; known are ${Object.keys(edits).join(', ')}`);
  }
  const problem = Value.Errors(edit.args, args).First();
  if (problem !== undefined) {
    throw new UsageError(
      `edit ${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')}): argument ${problem.path || 'list'}: ${problem.message}`,
    );
  }
  return edit;
}
