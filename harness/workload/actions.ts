import { Type } from '@sinclair/typebox';
import type { Doc } from 'yjs';
import { UsageError } from '#harness/contract/usage-error.ts';
import { edits, type EditRegistry } from './edits.ts';
import type { NamedEdit } from './named-edit.ts';

/** An edit of a user's own: it gets the document and the step's JSON arguments, in a transaction. */
export type OwnEdit = (doc: Doc, ...args: never[]) => void;

/**
 * The edits that steps may name: a user's own beside the built-in ones.
 *
 * @example actions({ addEdge: (doc, from: string, to: string) => doc.getMap('edges').set(from, to) })
 * @throws UsageError for a name that is built in already, or a value that is no function
 */
export function actions(own: Readonly<Record<string, OwnEdit>>): EditRegistry {
  const added = Object.entries(own).map(([name, edit]): [string, NamedEdit] => {
    if (Object.hasOwn(edits, name))
      throw new UsageError(`edit "${name}" is built in already: give yours another name`);
    if (typeof edit !== 'function')
      throw new UsageError(`edit "${name}" is a ${typeof edit}: give a function (doc, ...json)`);
    return [name, ownEdit(edit)];
  });
  return { ...edits, ...Object.fromEntries(added) };
}

function ownEdit(edit: OwnEdit): NamedEdit {
  return {
    args: Type.Array(Type.Unknown()),
    rootType: null,
    // The function's author says what its arguments are; nobody else can check them.
    run: (doc, args) => edit(doc, ...(args as readonly never[])),
  };
}
