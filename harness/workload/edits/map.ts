import { Type } from '@sinclair/typebox';
import { Map as YMap } from 'yjs';
import { namedEdit } from '../named-edit.ts';

const root = Type.String();
const key = Type.String();

export const mapSet = namedEdit({
  args: Type.Tuple([root, key, Type.Unknown()]),
  rootType: 'map',
  run: (doc, [name, field, value]) => void doc.getMap(name).set(field, value),
});

export const mapDelete = namedEdit({
  args: Type.Tuple([root, key]),
  rootType: 'map',
  run: (doc, [name, field]) => doc.getMap(name).delete(field),
});

/** Sets a field of a map within the map, which is made when it is missing. */
export const mapSetNested = namedEdit({
  args: Type.Tuple([root, key, key, Type.Unknown()]),
  rootType: 'map',
  run(doc, [name, outer, inner, value]) {
    const map = doc.getMap<YMap<unknown>>(name);
    const known = map.get(outer);
    const nested = known instanceof YMap ? known : map.set(outer, new YMap<unknown>());
    nested.set(inner, value);
  },
});
