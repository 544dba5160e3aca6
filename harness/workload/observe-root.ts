import {
  AbstractType,
  Array as YArray,
  Doc,
  Map as YMap,
  Text,
  XmlElement,
  XmlFragment,
  XmlHook,
  XmlText,
} from 'yjs';
import type { Json } from '#harness/contract/json.ts';
import type {
  ArrayOperation,
  ObservedChange,
  ObservedValue,
  TextOperation,
  TextPiece,
} from '#harness/contract/observed-change.ts';
import type { Replica } from '#harness/contract/device.ts';
import type { Recorder } from '#harness/contract/recorder.ts';

const observed = new WeakMap<Doc, Set<string>>();

/**
 * Subscribes to a root as an editor does, and journals what it is told: what is there now, then every change.
 * Nothing happens for a root that is subscribed to already, that no view follows, or that the document knows
 * no type of yet: to give it one is up to an edit.
 */
export function observeRoot(
  { id: replica, room, doc }: Pick<Replica, 'id' | 'room' | 'doc'>,
  root: string,
  recorder: Pick<Recorder, 'record'>,
): void {
  const roots = observed.get(doc) ?? new Set();
  observed.set(doc, roots);
  const type = doc.share.get(root);
  if (type === undefined || isOpaque(type) || roots.has(root)) return;
  roots.add(root);
  recorder.record({
    ...{ kind: 'observe', room, replica, root },
    told: { is: 'subscribed', content: observedValue(type) },
  });
  type.observeDeep((events) => {
    recorder.record({
      ...{ kind: 'observe', room, replica, root },
      told: { is: 'changed', changes: events.map(changeOf) },
    });
  });
}

function observedValue(value: unknown): ObservedValue {
  if (isOpaque(value)) return { is: 'opaque' };
  if (value instanceof XmlText) return { is: 'xml-text', pieces: value.toDelta().map(pieceOf) };
  if (value instanceof XmlFragment)
    return {
      is: 'element',
      name: value instanceof XmlElement ? value.nodeName : null,
      attributes: value instanceof XmlElement ? plainFields(value.getAttributes()) : {},
      children: value.toArray().map(observedValue),
    };
  if (value instanceof Text) return { is: 'text', pieces: value.toDelta().map(pieceOf) };
  if (value instanceof YArray) return { is: 'array', items: value.toArray().map(observedValue) };
  if (value instanceof YMap) {
    const entries = [...value.entries()].map(([key, entry]): [string, ObservedValue] => [
      key,
      observedValue(entry),
    ]);
    return { is: 'map', entries: Object.fromEntries(entries) };
  }
  return { is: 'value', value: plain(value) };
}

function isOpaque(value: unknown): value is AbstractType<never> {
  return (
    value instanceof XmlHook ||
    (value instanceof AbstractType &&
      !(
        value instanceof Text ||
        value instanceof YArray ||
        value instanceof YMap ||
        value instanceof XmlFragment
      ))
  );
}

type AnyEvent = Parameters<Parameters<YMap<unknown>['observeDeep']>[0]>[0][number];

function changeOf(event: AnyEvent): ObservedChange {
  const { path, target } = event;
  if (isOpaque(target)) return { path, of: 'opaque' };
  if (target instanceof Text) return { path, of: 'text', delta: event.delta.map(textOperation) };
  if (target instanceof YArray)
    return { path, of: 'array', delta: event.delta.map(arrayOperation) };
  if (target instanceof XmlFragment) return elementChange(event, target);
  const set: [string, ObservedValue][] = [];
  const deleted: string[] = [];
  for (const [key, { action }] of event.keys) {
    if (action === 'delete') deleted.push(key);
    else set.push([key, observedValue(target instanceof YMap ? target.get(key) : undefined)]);
  }
  return { path, of: 'map', set: Object.fromEntries(set), deleted };
}

function elementChange(event: AnyEvent, target: XmlFragment): ObservedChange {
  const set: [string, Json][] = [];
  const deleted: string[] = [];
  for (const [name, { action }] of event.keys) {
    if (action === 'delete') deleted.push(name);
    else if (target instanceof XmlElement) set.push([name, plain(target.getAttribute(name))]);
  }
  return {
    path: event.path,
    of: 'element',
    delta: event.delta.map(arrayOperation),
    set: Object.fromEntries(set),
    deleted,
  };
}

type Operation = AnyEvent['delta'][number];

function textOperation({ insert, retain, delete: deleted, attributes }: Operation): TextOperation {
  if (insert !== undefined) return pieceOf({ insert, attributes });
  const formats = attributes === undefined ? {} : { attributes };
  return retain === undefined ? { delete: deleted ?? 0 } : { retain, ...formats };
}

function arrayOperation({ insert, retain, delete: deleted }: Operation): ArrayOperation {
  if (Array.isArray(insert)) return { insert: insert.map(observedValue) };
  return retain === undefined ? { delete: deleted ?? 0 } : { retain };
}

function pieceOf({
  insert,
  attributes,
}: {
  readonly insert?: unknown;
  readonly attributes?: TextPiece['attributes'] | undefined;
}): TextPiece {
  const content =
    insert instanceof AbstractType ? { type: insert.constructor.name } : plain(insert);
  return attributes === undefined ? { insert: content } : { insert: content, attributes };
}

/** A subdocument by its guid: its content is another room's. */
function plain(value: unknown): Json {
  if (value instanceof Doc) return { subdocument: value.guid };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Json;
  return plainFields(value);
}

function plainFields(value: object): Record<string, Json> {
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
}
