/** JSON with sorted keys and no white space: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? `${value}` : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? arrayText(value) : objectText(value);
    default:
      return JSON.stringify(value) ?? 'null';
  }
}

function arrayText(values: readonly unknown[]): string {
  let text = '';
  for (const value of values)
    text += text === '' ? canonicalJson(value) : `,${canonicalJson(value)}`;
  return `[${text}]`;
}

function objectText(value: object): string {
  let text = '';
  for (const { key, quoted } of keysOf(value)) {
    const field: unknown = Reflect.get(value, key);
    if (field === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}

interface SortedKey {
  readonly key: string;
  readonly quoted: string;
}

/** A history has few shapes of objects and many objects: their keys are sorted once per shape. */
const sortedKeys = new Map<string, readonly SortedKey[]>();
const maxShapes = 1_000;

function keysOf(value: object): readonly SortedKey[] {
  const keys = Object.keys(value);
  const shape = keys.join('\n');
  const known = sortedKeys.get(shape);
  if (known !== undefined && known.length === keys.length) return known;
  const sorted = keys.sort().map((key) => ({ key, quoted: JSON.stringify(key) }));
  // A key with a line break could make two shapes one; without, their count tells them apart.
  if (sortedKeys.size < maxShapes && !keys.some((key) => key.includes('\n')))
    sortedKeys.set(shape, sorted);
  return sorted;
}
