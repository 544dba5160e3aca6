import { Type } from '@sinclair/typebox';
import { UndoManager, type Doc } from 'yjs';
import { editOrigin } from '#harness/contract/device.ts';
import { namedEdit } from '../named-edit.ts';

const managers = new WeakMap<Doc, Map<string, UndoManager>>();

const root = Type.String();
const kind = Type.Union([
  Type.Literal('text'),
  Type.Literal('array'),
  Type.Literal('map'),
  Type.Literal('xml'),
]);

/**
 * Starts to track a root, a text by default, so that later edits can be undone; as an editor does when
 * it opens. Each edit is an undo step of its own.
 */
export const undoTrack = namedEdit({
  args: Type.Union([Type.Tuple([root]), Type.Tuple([root, kind])]),
  rootType: null,
  ownTransaction: true,
  run: (doc, [name, of]) => track(doc, name, of ?? 'text'),
});

/** Takes back the latest edit of this device's user that is not taken back yet; nothing before `undo.track`. */
export const undoUndo = namedEdit({
  args: Type.Tuple([root]),
  rootType: null,
  ownTransaction: true,
  run: (doc, [name]) => void managers.get(doc)?.get(name)?.undo(),
});

/** Makes the edit that was last taken back again. */
export const undoRedo = namedEdit({
  args: Type.Tuple([root]),
  rootType: null,
  ownTransaction: true,
  run: (doc, [name]) => void managers.get(doc)?.get(name)?.redo(),
});

const rootOf = {
  text: (doc: Doc, name: string) => doc.getText(name),
  array: (doc: Doc, name: string) => doc.getArray(name),
  map: (doc: Doc, name: string) => doc.getMap(name),
  xml: (doc: Doc, name: string) => doc.getXmlFragment(name),
} as const;

function track(doc: Doc, name: string, of: keyof typeof rootOf): void {
  const byRoot = managers.get(doc) ?? new Map<string, UndoManager>();
  managers.set(doc, byRoot);
  if (byRoot.has(name)) return;
  const trackedOrigins = new Set([editOrigin]);
  byRoot.set(name, new UndoManager(rootOf[of](doc, name), { trackedOrigins, captureTimeout: 0 }));
}
