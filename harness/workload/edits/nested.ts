import { Type } from '@sinclair/typebox';
import * as Y from 'yjs';
import { namedEdit, within } from '../named-edit.ts';

const root = Type.String();
const position = Type.Integer({ minimum: 0 });
/** Keys of maps and positions in arrays, from the root map down. */
const path = Type.Array(Type.Union([Type.String(), position]));
const kind = Type.Union([Type.Literal('map'), Type.Literal('array'), Type.Literal('text')]);

type Nested = Y.Map<unknown> | Y.Array<unknown> | Y.Text;

const create: Readonly<Record<'map' | 'array' | 'text', () => Nested>> = {
  map: () => new Y.Map(),
  array: () => new Y.Array(),
  text: () => new Y.Text(),
};

/**
 * Types within types, below a `Y.Map` root. An edit on a path that does not lead to a type of its
 * kind changes nothing: another replica may have deleted it, or this one may not have seen it yet.
 */
export const nestedCreate = namedEdit({
  args: Type.Tuple([root, path, Type.String(), kind]),
  rootType: 'map',
  run(doc, [name, way, key, made]) {
    const parent = follow(doc, name, way);
    if (parent instanceof Y.Map) parent.set(key, create[made]());
    else if (parent instanceof Y.Array) parent.push([create[made]()]);
  },
});

/** Sets a key of the map at the path. */
export const nestedSet = namedEdit({
  args: Type.Tuple([root, path, Type.String(), Type.Unknown()]),
  rootType: 'map',
  run(doc, [name, way, key, value]) {
    const parent = follow(doc, name, way);
    if (parent instanceof Y.Map) parent.set(key, value);
  },
});

/** Pushes a value into the array at the path. */
export const nestedPush = namedEdit({
  args: Type.Tuple([root, path, Type.Unknown()]),
  rootType: 'map',
  run(doc, [name, way, value]) {
    const parent = follow(doc, name, way);
    if (parent instanceof Y.Array) parent.push([value]);
  },
});

/** Writes into the text at the path. */
export const nestedWrite = namedEdit({
  args: Type.Tuple([root, path, position, Type.String({ minLength: 1 })]),
  rootType: 'map',
  run(doc, [name, way, at, written]) {
    const parent = follow(doc, name, way);
    if (parent instanceof Y.Text) parent.insert(within(parent.length, at), written);
  },
});

/** Deletes a key of the map, or one element of the array or text, at the path. */
export const nestedDelete = namedEdit({
  args: Type.Tuple([root, path, Type.Union([Type.String(), position])]),
  rootType: 'map',
  run(doc, [name, way, key]) {
    const parent = follow(doc, name, way);
    if (parent instanceof Y.Map) parent.delete(String(key));
    else if (parent !== undefined && typeof key === 'number' && key < parent.length)
      parent.delete(key, 1);
  },
});

/** Positions in arrays are taken modulo their length. */
function follow(doc: Y.Doc, name: string, way: readonly (string | number)[]): Nested | undefined {
  let here: Nested = doc.getMap(name);
  for (const step of way) {
    const child: unknown = childOf(here, step);
    if (!(child instanceof Y.Map || child instanceof Y.Array || child instanceof Y.Text))
      return undefined;
    here = child;
  }
  return here;
}

function childOf(parent: Nested, step: string | number): unknown {
  if (parent instanceof Y.Map) return parent.get(String(step));
  if (!(parent instanceof Y.Array) || typeof step !== 'number' || parent.length === 0)
    return undefined;
  return parent.get(step % parent.length);
}
