import type * as Ywasm from 'ywasm';
import type { Json } from '#harness/contract/json.ts';
import type { RootType } from '#harness/contract/history-event.ts';

export type Yrs = typeof Ywasm;

type Args = readonly Json[];

/** The transaction origin of edits, which its undo managers track. */
export const yrsEditOrigin = 'edit';

interface YrsEdit {
  readonly rootType: RootType;
  /** Finds the root, which yrs cannot within a transaction, and returns what to do in one. */
  prepare(doc: Ywasm.YDoc, args: Args, yrs: Yrs): (txn: Ywasm.YTransaction) => void;
}

type Run<Root> = (root: Root, args: Args, txn: Ywasm.YTransaction, yrs: Yrs) => void;

const on =
  <Root>(rootType: RootType, find: (doc: Ywasm.YDoc, name: string) => Root) =>
  (run: Run<Root>): YrsEdit => ({
    rootType,
    prepare(doc, [name, ...args], yrs) {
      const root = find(doc, string(name));
      return (txn) => run(root, args, txn, yrs);
    },
  });

const onText = on('text', (doc, name) => doc.getText(name));
const onMap = on('map', (doc, name) => doc.getMap(name));
const onArray = on('array', (doc, name) => doc.getArray(name));
const onXml = on('xml', (doc, name) => doc.getXmlFragment(name));

const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
const string = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? [...value] : []);

/** How much of a stretch there is, as the edits of yjs take it: beyond the end is nothing. */
function stretch(length: number, at: number, wanted: number): { at: number; length: number } {
  const from = Math.min(Math.max(0, at), length);
  return { at: from, length: Math.min(wanted, length - from) };
}

/** The edits of `harness/workload` that yrs can make, by name; each does what its namesake does. */
export const yrsEdits: Readonly<Record<string, YrsEdit>> = {
  'text.insert': onText((text, [at, inserted], txn) => {
    text.insert(Math.min(number(at), text.length(txn)), string(inserted), undefined, txn);
  }),
  'text.insertFormatted': onText((text, [at, inserted, attributes], txn) => {
    text.insert(Math.min(number(at), text.length(txn)), string(inserted), attributes, txn);
  }),
  'text.paste': onText((text, [at, pasted, count], txn) => {
    const inserted = string(pasted).repeat(number(count));
    text.insert(Math.min(number(at), text.length(txn)), inserted, undefined, txn);
  }),
  'text.delete': onText((text, [at, wanted], txn) => {
    const deleted = stretch(text.length(txn), number(at), number(wanted));
    if (deleted.length > 0) text.delete(deleted.at, deleted.length, txn);
  }),
  'text.format': onText((text, [at, wanted, attributes], txn) => {
    const formatted = stretch(text.length(txn), number(at), number(wanted));
    if (formatted.length > 0) text.format(formatted.at, formatted.length, attributes, txn);
  }),
  'text.embed': onText((text, [at, embedded], txn) => {
    text.insertEmbed(Math.min(number(at), text.length(txn)), embedded, {}, txn);
  }),
  'map.set': onMap((map, [key, value], txn) => map.set(string(key), value, txn)),
  'map.delete': onMap((map, [key], txn) => map.delete(string(key), txn)),
  'array.insert': onArray((array, [at, items], txn) => {
    array.insert(Math.min(number(at), array.length(txn)), list(items), txn);
  }),
  'array.push': onArray((array, [items], txn) => array.push(list(items), txn)),
  'array.delete': onArray((array, [at, wanted], txn) => {
    const deleted = stretch(array.length(txn), number(at), number(wanted));
    if (deleted.length > 0) array.delete(deleted.at, deleted.length, txn);
  }),
  'xml.insert': onXml((fragment, [at, name, text], txn, yrs) => {
    const element = new yrs.YXmlElement(string(name), {}, [new yrs.YXmlText(string(text), {})]);
    fragment.insert(Math.min(number(at), fragment.length(txn)), element, txn);
  }),
  'xml.setAttribute': onXml((fragment, [at, attribute, value], txn, yrs) => {
    let element: unknown = fragment.firstChild(txn);
    const position = Math.min(number(at), fragment.length(txn) - 1);
    for (let index = 0; index < position && element instanceof yrs.YXmlElement; index++)
      element = element.nextSibling(txn);
    if (element instanceof yrs.YXmlElement)
      element.setAttribute(string(attribute), string(value), txn);
  }),
  'xml.delete': onXml((fragment, [at, wanted], txn) => {
    const deleted = stretch(fragment.length(txn), number(at), number(wanted));
    if (deleted.length > 0) fragment.delete(deleted.at, deleted.length, txn);
  }),
  'nested.create': onMap((map, [way, key, kind], txn, yrs) => {
    const made = { map: new yrs.YMap({}), array: new yrs.YArray([]), text: new yrs.YText('') };
    const type = made[kind === 'map' || kind === 'array' ? kind : 'text'];
    const parent = follow(map, list(way), txn, yrs);
    if (parent instanceof yrs.YMap) parent.set(string(key), type, txn);
    else if (parent instanceof yrs.YArray) parent.push([type], txn);
  }),
  'nested.write': onMap((map, [way, at, written], txn, yrs) => {
    const text = follow(map, list(way), txn, yrs);
    if (text instanceof yrs.YText)
      text.insert(Math.min(number(at), text.length(txn)), string(written), undefined, txn);
  }),
  'nested.push': onMap((map, [way, value], txn, yrs) => {
    const found = follow(map, list(way), txn, yrs);
    if (found instanceof yrs.YArray) found.push([value], txn);
  }),
  'nested.delete': onMap((map, [way, key], txn) => {
    if (list(way).length === 0 && typeof key === 'string') map.delete(key, txn);
  }),
  'subdoc.put': onMap((map, [key, guid], txn, yrs) => {
    map.set(string(key), new yrs.YDoc({ guid: string(guid) }), txn);
  }),
  'lww.set': onArray((array, [key, val], txn) => {
    const ts = Date.now();
    const entries: unknown = array.toJson(txn);
    if (!Array.isArray(entries)) return;
    for (let index = entries.length - 1; index >= 0; index--) {
      const entry: unknown = entries[index];
      if (isOlder(entry, key, ts)) array.delete(index, 1, txn);
    }
    array.push([{ key, val, ts }], txn);
  }),
};

/** The type at a path of keys and positions, positions taken modulo the length; as `nested` edits of yjs do. */
function follow(from: Ywasm.YMap, way: Args, txn: Ywasm.YTransaction, yrs: Yrs): unknown {
  let here: unknown = from;
  for (const step of way) {
    if (here instanceof yrs.YMap) here = here.get(string(step), txn);
    else if (here instanceof yrs.YArray && typeof step === 'number' && here.length(txn) > 0)
      here = here.get(step % here.length(txn), txn);
    else return undefined;
  }
  return here;
}

function isOlder(entry: unknown, key: Json | undefined, ts: number): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  return 'key' in entry && entry.key === key && 'ts' in entry && Number(entry.ts) <= ts;
}
