import { Type } from '@sinclair/typebox';
import { namedEdit } from '../named-edit.ts';

const entry = Type.Object({ key: Type.String(), val: Type.Unknown(), ts: Type.Number() });

/**
 * A key-value store over an array of `{key, val, ts}`: a write appends an entry with the device's wall
 * clock and removes older entries of its key, so that the latest clock wins, skewed or not.
 */
export const lastWriterWinsSet = namedEdit({
  args: Type.Tuple([Type.String(), Type.String(), Type.Unknown()]),
  rootType: 'array',
  run(doc, [name, key, val]) {
    const array = doc.getArray<unknown>(name);
    const ts = Date.now();
    for (let index = array.length - 1; index >= 0; index--) {
      const known = array.get(index);
      if (isEntry(known) && known.key === key && known.ts <= ts) array.delete(index);
    }
    array.push([{ key, val, ts }]);
  },
});

function isEntry(value: unknown): value is { key: string; ts: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(entry.properties).every((name) => name in value)
  );
}
