import { Type } from '@sinclair/typebox';
import { Array as YArray } from 'yjs';
import { namedEdit, within } from '../named-edit.ts';

const root = Type.String();
const position = Type.Integer({ minimum: 0 });

export const arrayInsert = namedEdit({
  args: Type.Tuple([root, position, Type.Array(Type.Unknown())]),
  rootType: 'array',
  run(doc, [name, at, items]) {
    const array = doc.getArray(name);
    array.insert(within(array.length, at), items);
  },
});

export const arrayPush = namedEdit({
  args: Type.Tuple([root, Type.Array(Type.Unknown())]),
  rootType: 'array',
  run: (doc, [name, items]) => doc.getArray(name).push(items),
});

export const arrayDelete = namedEdit({
  args: Type.Tuple([root, position, Type.Integer({ minimum: 1 })]),
  rootType: 'array',
  run(doc, [name, at, length]) {
    const array = doc.getArray(name);
    const from = within(array.length, at);
    const deleted = Math.min(length, array.length - from);
    if (deleted > 0) array.delete(from, deleted);
  },
});

/** Pushes into an array within the array, which is made when it is missing. */
export const arrayPushNested = namedEdit({
  args: Type.Tuple([root, position, Type.Array(Type.Union([Type.String(), Type.Number()]))]),
  rootType: 'array',
  run(doc, [name, at, items]) {
    const array = doc.getArray<YArray<string | number> | string | number>(name);
    const known = array.length === 0 ? undefined : array.get(within(array.length - 1, at));
    if (known instanceof YArray) known.push(items);
    else array.push([YArray.from(items)]);
  },
});
