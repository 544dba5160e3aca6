import { Type } from '@sinclair/typebox';
import { Doc } from 'yjs';
import { namedEdit } from '../named-edit.ts';

const root = Type.String();
const key = Type.String();

/**
 * Puts a document into a map. The parent holds its guid; its content is a room of its own, named by
 * the guid. The guid is an argument, so that a replay makes the same one.
 */
export const subdocumentPut = namedEdit({
  args: Type.Tuple([root, key, Type.String({ minLength: 1 })]),
  rootType: 'map',
  run: (doc, [name, field, guid]) => void doc.getMap(name).set(field, new Doc({ guid })),
});

/** Asks for a subdocument's content, as an application does when its user opens it. */
export const subdocumentLoad = namedEdit({
  args: Type.Tuple([root, key]),
  rootType: 'map',
  run(doc, [name, field]) {
    const found = doc.getMap(name).get(field);
    if (found instanceof Doc) found.load();
  },
});
