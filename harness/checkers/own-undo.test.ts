import * as Y from 'yjs';
import { beforeEach, describe, expect, test } from 'vitest';
import { editOrigin } from '#harness/contract/device.ts';
import { ownUndo } from './own-undo.ts';
import { ObservedDocs } from './testing/observed-docs.ts';

/** The phone's undo manager, as `undo.track` makes one, and the tablet's edits, which reach the phone. */
class Undoing extends ObservedDocs {
  readonly manager = new Y.UndoManager(this.docs.phone.getText('text'), {
    trackedOrigins: new Set([editOrigin]),
    captureTimeout: 0,
  });

  constructor() {
    super();
    this.act('undo.track', () => undefined);
  }

  act(action: 'undo.track' | 'undo.undo' | 'undo.redo', change: (doc: Y.Doc) => void): void {
    this.builder.edit('phone', this.docs.phone, change, undefined, { action, args: ['text'] });
  }

  undo(): void {
    this.act('undo.undo', () => this.manager.undo());
  }

  redo(): void {
    this.act('undo.redo', () => this.manager.redo());
  }

  tablet(change: (text: Y.Text) => void): void {
    this.arrive('phone', this.edit('tablet', change));
  }

  result() {
    return ownUndo.check(this.builder.build());
  }
}

let run: Undoing;
beforeEach(() => {
  run = new Undoing();
});

describe('UNDO-1 an undo takes back what its own user did', () => {
  test('passes while others write in between', () => {
    run.edit('phone', (text) => text.insert(0, 'mine'));
    run.arrive('tablet', Y.encodeStateAsUpdate(run.docs.phone));
    run.tablet((text) => text.insert(2, 'others'));
    run.undo();
    expect(run.docs.phone.getText('text').toString()).toBe('others');
    expect(run.result()).toMatchObject({ verdict: 'pass', detail: '1 undos and redos' });
  });

  test('passes over insertions, deletions, formats, undos of undos and redos', () => {
    run.edit('phone', (text) => text.insert(0, 'one two'));
    run.edit('phone', (text) => text.delete(0, 4));
    run.edit('phone', (text) => text.format(0, 3, { bold: true }));
    for (let round = 0; round < 3; round++) {
      run.undo();
      run.undo();
      run.undo();
      run.undo();
      run.redo();
      run.redo();
      run.redo();
    }
    expect(run.docs.phone.getText('text').toString()).toBe('two');
    expect(run.result().verdict).toBe('pass');
  });

  test('passes when what others wrote goes with the type that holds it', () => {
    const { phone, tablet } = run.docs;
    const manager = new Y.UndoManager(phone.getMap('map'), {
      trackedOrigins: new Set([editOrigin]),
    });
    const map = { root: 'map', rootType: 'map' } as const;
    const as = { ...map, args: ['map'] };
    run.builder.edit('phone', phone, () => undefined, undefined, { ...as, action: 'undo.track' });
    const made = run.builder.edit(
      ...(['phone', phone, (doc: Y.Doc) => doc.getMap('map').set('list', new Y.Array())] as const),
      ...([undefined, { ...map, action: 'map.set' }] as const),
    );
    run.arrive('tablet', made);
    const push = (doc: Y.Doc): void => {
      const list = doc.getMap('map').get('list');
      if (list instanceof Y.Array) list.push(['others']);
    };
    run.arrive('phone', run.builder.edit('tablet', tablet, push));
    run.builder.edit('phone', phone, () => manager.undo(), undefined, {
      ...as,
      action: 'undo.undo',
    });
    expect(phone.getMap('map').size).toBe(0);
    expect(run.result().verdict).toBe('pass');
  });

  test('fails when an undo deletes what another user wrote', () => {
    run.tablet((text) => text.insert(0, 'others'));
    run.edit('phone', (text) => text.insert(6, 'mine'));
    run.act('undo.undo', (doc) => doc.getText('text').delete(0, 10));
    expect(run.result().detail).toBe(
      'phone undid something of its own and deleted 3:0, which it had not written',
    );
  });

  test('fails when an undo leaves a part of the latest edit', () => {
    run.edit('phone', (text) => text.insert(0, 'first'));
    run.edit('phone', (text) => text.insert(5, 'second'));
    run.act('undo.undo', (doc) => doc.getText('text').delete(5, 2));
    expect(run.result().detail).toBe('phone undid an edit and left 2:7 of it in place');
  });

  test('fails when an undo does nothing though there is something to take back', () => {
    run.edit('phone', (text) => text.insert(0, 'mine'));
    run.act('undo.undo', () => undefined);
    expect(run.result().detail).toBe('phone undid an edit and left 2:0 of it in place');
  });

  test('passes when there is nothing to take back: all was deleted, or came before it was tracked', () => {
    run.edit('phone', (text) => text.insert(0, 'mine'));
    run.arrive('tablet', Y.encodeStateAsUpdate(run.docs.phone));
    run.tablet((text) => text.delete(0, 4));
    run.undo();
    expect(run.result().verdict).toBe('pass');
  });

  test('is unknown when nothing was undone', () => {
    run.edit('phone', (text) => text.insert(0, 'mine'));
    expect(run.result().verdict).toBe('unknown');
  });
});
