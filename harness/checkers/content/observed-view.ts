import type {
  ArrayOperation,
  ObservedChange,
  ObservedValue,
  TextOperation,
  TextPiece,
} from '#harness/contract/observed-change.ts';
import { markupOf } from './markup-of.ts';
import type { Json } from '#harness/contract/json.ts';

type Attributes = Readonly<Record<string, Json>>;

/**
 * What an editor shows that knows nothing but what its observer is told. Throws a {@link ViewError} for a
 * change that does not fit what the view shows.
 */
export function changed(view: ObservedValue, change: ObservedChange): ObservedValue {
  const [step, ...rest] = change.path;
  if (view.is === 'opaque') return view;
  if (step === undefined) return changedHere(view, change);
  const inner = { ...change, path: rest };
  if (view.is === 'map') {
    const entry = view.entries[step];
    if (entry === undefined)
      throw new ViewError(`a change below the key "${step}", which is not there`);
    return { is: 'map', entries: { ...view.entries, [step]: changed(entry, inner) } };
  }
  if (view.is === 'element' && typeof step === 'number') {
    const child = view.children[step];
    if (child === undefined)
      throw new ViewError(`a change below child ${step}, which is not there`);
    return { ...view, children: view.children.with(step, changed(child, inner)) };
  }
  if (view.is !== 'array' || typeof step !== 'number')
    throw new ViewError(`a change below "${step}" of a ${view.is}`);
  const item = view.items[step];
  if (item === undefined) throw new ViewError(`a change below element ${step}, which is not there`);
  return { is: 'array', items: view.items.with(step, changed(item, inner)) };
}

/** What an observer is told does not fit what it was told before. */
export class ViewError extends Error {}

function changedHere(view: ObservedValue, change: ObservedChange): ObservedValue {
  if (change.of === 'opaque') return { is: 'opaque' };
  if (change.of === 'text' && (view.is === 'text' || view.is === 'xml-text'))
    return { ...view, pieces: editedText(view.pieces, change.delta) };
  if (change.of === 'array' && view.is === 'array')
    return { is: 'array', items: editedArray(view.items, change.delta) };
  if (change.of === 'element' && view.is === 'element') {
    const attributes = { ...view.attributes, ...change.set };
    for (const name of change.deleted) delete attributes[name];
    return { ...view, attributes, children: editedArray(view.children, change.delta) };
  }
  if (change.of === 'map' && view.is === 'map') {
    const entries = { ...view.entries, ...change.set };
    for (const key of change.deleted) delete entries[key];
    return { is: 'map', entries };
  }
  throw new ViewError(`a change of a ${change.of}, where there is a ${view.is}`);
}

function editedArray(
  items: readonly ObservedValue[],
  delta: readonly ArrayOperation[],
): readonly ObservedValue[] {
  const edited: ObservedValue[] = [];
  let at = 0;
  for (const operation of delta) {
    if ('insert' in operation) edited.push(...operation.insert);
    else if ('retain' in operation) {
      edited.push(...items.slice(at, at + operation.retain));
      at += operation.retain;
    } else at += operation.delete;
  }
  if (at > items.length) throw new ViewError(`a change at ${at} of ${items.length} elements`);
  return [...edited, ...items.slice(at)];
}

function editedText(
  pieces: readonly TextPiece[],
  delta: readonly TextOperation[],
): readonly TextPiece[] {
  const edited: TextPiece[] = [];
  const rest = [...pieces];
  /** Takes the next so many units off the rest. */
  const take = (length: number): TextPiece[] => {
    const taken: TextPiece[] = [];
    for (let missing = length; missing > 0;) {
      const piece = rest.shift();
      if (piece === undefined) throw new ViewError(`a change ${missing} units behind the end`);
      const size = sizeOf(piece);
      if (size > missing && typeof piece.insert === 'string') {
        rest.unshift({ ...piece, insert: piece.insert.slice(missing) });
        taken.push({ ...piece, insert: piece.insert.slice(0, missing) });
      } else taken.push(piece);
      missing -= size;
    }
    return taken;
  };
  for (const operation of delta) {
    if ('insert' in operation) edited.push(operation);
    else if ('retain' in operation)
      edited.push(...take(operation.retain).map((piece) => formatted(piece, operation.attributes)));
    else take(operation.delete);
  }
  return [...edited, ...rest];
}

function sizeOf({ insert }: TextPiece): number {
  return typeof insert === 'string' ? insert.length : 1;
}

/** A piece with attributes set, or cleared where they are null. */
function formatted(piece: TextPiece, set: Attributes | undefined): TextPiece {
  if (set === undefined) return piece;
  const kept = Object.entries({ ...piece.attributes, ...set }).filter(
    ([, value]) => value !== null,
  );
  const { insert } = piece;
  return kept.length === 0 ? { insert } : { insert, attributes: Object.fromEntries(kept) };
}

/**
 * What a view shows, as `toDelta()` of a root text or `toJSON()` of anything else would. A nested text is its
 * characters alone, XML is markup. Undefined where the view has an opaque part.
 */
export function shownBy(view: ObservedValue): Json | undefined {
  return view.is === 'text' ? view.pieces.map(plainPiece) : nested(view);
}

function plainPiece({ insert, attributes }: TextPiece): Json {
  return attributes === undefined ? { insert } : { insert, attributes };
}

function nested(view: ObservedValue): Json | undefined {
  switch (view.is) {
    case 'value':
      return view.value;
    case 'opaque':
      return undefined;
    case 'xml-text':
    case 'element':
      return markupOf(view);
    case 'text':
      return view.pieces.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
    case 'array': {
      const items = view.items.map(nested);
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    case 'map': {
      const entries = Object.entries(view.entries).map(
        ([key, entry]) => [key, nested(entry)] as const,
      );
      return entries.every(([, entry]) => entry !== undefined)
        ? (Object.fromEntries(entries) as Json)
        : undefined;
    }
  }
}
