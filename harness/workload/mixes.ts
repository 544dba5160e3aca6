import type { RandomIntegers } from '#harness/contract/device.ts';
import type { EditRequest } from '#harness/contract/carrier.ts';
import type { Json } from '#harness/contract/json.ts';

/** Draws the next edit of a workload. `index` numbers the edits of a run: tokens are unique by it. */
export type Mix = (random: RandomIntegers, index: number) => EditRequest;

/** Positions are drawn from this wide a range: edits move them to the end of what is there. */
const widest = 400;

/** Weighted choices of one mix; a weight is an integer. */
type Choice = readonly [weight: number, make: Mix];

function mixOf(...choices: readonly Choice[]): Mix {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  return (random, index) => {
    let drawn = random.integer(1, total);
    for (const [weight, make] of choices) if ((drawn -= weight) <= 0) return make(random, index);
    throw new RangeError('a mix needs a choice');
  };
}

function edit(action: string, args: (random: RandomIntegers, index: number) => Json[]): Mix {
  return (random, index) => ({ action, args: args(random, index) });
}

const at = (random: RandomIntegers): number => random.integer(0, widest);
/** Near the beginning, where there is text and formats of several users meet. */
const nearStart = (random: RandomIntegers): number => random.integer(0, 20);
const key = (random: RandomIntegers): string => `key-${random.integer(0, 5)}`;
const format = (random: RandomIntegers): Json => {
  const name = ['bold', 'em', 'link'][random.integer(0, 2)] ?? 'bold';
  return { [name]: random.integer(0, 2) === 0 ? null : true };
};

const insert = edit('text.insert', (random, index) => ['text', at(random), `[${index}]`]);
const erase = edit('text.delete', (random) => ['text', at(random), random.integer(1, 12)]);
const undo = edit('undo.undo', () => ['text']);

/** Workloads by name. Each edits roots of its own kind; all feed the ledger. */
export const mixes = {
  text: mixOf([4, insert], [1, erase]),
  'rich-text': mixOf(
    [3, insert],
    [1, erase],
    [
      3,
      edit('text.format', (random) => [
        'text',
        nearStart(random),
        random.integer(1, 20),
        format(random),
      ]),
    ],
    [
      1,
      edit('text.insertFormatted', (random, index) => [
        'text',
        at(random),
        `[${index}]`,
        format(random),
      ]),
    ],
    [1, edit('text.embed', (random, index) => ['text', at(random), { image: `${index}.png` }])],
  ),
  map: mixOf(
    [4, edit('map.set', (random, index) => ['map', key(random), index])],
    [1, edit('map.delete', (random) => ['map', key(random)])],
  ),
  array: mixOf(
    [3, edit('array.insert', (random, index) => ['array', at(random), [`item ${index}`]])],
    [2, edit('array.push', (_, index) => ['array', [`item ${index}`]])],
    [2, edit('array.delete', (random) => ['array', at(random), random.integer(1, 3)])],
  ),
  nested: mixOf(
    [2, edit('nested.create', (random) => ['tree', [], key(random), 'array'])],
    [2, edit('nested.create', (random) => ['tree', [key(random)], '', 'text'])],
    [3, edit('nested.push', (random, index) => ['tree', [key(random)], index])],
    [
      3,
      edit('nested.write', (random, index) => [
        'tree',
        [key(random), at(random)],
        at(random),
        `[${index}]`,
      ]),
    ],
    [1, edit('nested.delete', (random) => ['tree', [], key(random)])],
  ),
  xml: mixOf(
    [4, edit('xml.insert', (random, index) => ['page', at(random), 'paragraph', `[${index}]`])],
    [2, edit('xml.setAttribute', (random, index) => ['page', at(random), 'class', `c${index}`])],
    [1, edit('xml.delete', (random) => ['page', at(random), 1])],
  ),
  /** Begin each device with `undo.track`. */
  undo: mixOf([4, insert], [2, erase], [2, undo], [1, edit('undo.redo', () => ['text'])]),
  subdocuments: mixOf(
    [3, edit('subdoc.put', (random, index) => ['files', key(random), `doc-${index}`])],
    [2, edit('subdoc.load', (random) => ['files', key(random)])],
    [1, edit('map.delete', (random) => ['files', key(random)])],
  ),
  'last-writer-wins': edit('lww.set', (random, index) => ['kv', key(random), index]),
  'delete-heavy': mixOf(
    [2, insert],
    [5, erase],
    [1, edit('text.delete', () => ['text', 0, 100_000])],
  ),
  'large-paste': mixOf(
    [3, insert],
    [1, erase],
    [
      1,
      edit('text.paste', (random, index) => [
        'text',
        at(random),
        `<${index}>`,
        random.integer(200, 5_000),
      ]),
    ],
  ),
} as const satisfies Readonly<Record<string, Mix>>;
