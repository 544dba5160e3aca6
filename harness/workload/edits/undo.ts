import { Type } from '@sinclair/typebox';
import { UndoManager, type Doc } from 'yjs';
import { editOrigin } from '#harness/contract/device.ts';
import { namedEdit } from '../named-edit.ts';

const managers = new WeakMap<Doc, Map<string, UndoManager>>();

/**
 * Starts to track a text, so that later edits can be undone; as an editor does when it opens. Each edit
 * is an undo step of its own.
 */
export const undoTrack = namedEdit({
  args: Type.Tuple([Type.String()]),
  rootType: 'text',
  ownTransaction: true,
  run: (doc, [name]) => void managerOf(doc, name),
});

/** Takes back the latest edit of this device's user that is not taken back yet. */
export const undoUndo = namedEdit({
  args: Type.Tuple([Type.String()]),
  rootType: 'text',
  ownTransaction: true,
  run: (doc, [name]) => void managerOf(doc, name).undo(),
});

/** Makes the edit that was last taken back again. */
export const undoRedo = namedEdit({
  args: Type.Tuple([Type.String()]),
  rootType: 'text',
  ownTransaction: true,
  run: (doc, [name]) => void managerOf(doc, name).redo(),
});

function managerOf(doc: Doc, name: string): UndoManager {
  let byRoot = managers.get(doc);
  if (byRoot === undefined) managers.set(doc, (byRoot = new Map()));
  let manager = byRoot.get(name);
  if (manager === undefined) {
    manager = new UndoManager(doc.getText(name), {
      trackedOrigins: new Set([editOrigin]),
      captureTimeout: 0,
    });
    byRoot.set(name, manager);
  }
  return manager;
}
