import * as Y from 'yjs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { EventBody, RootType } from '#harness/contract/history-event.ts';
import { observeRoot } from '#harness/workload/observe-root.ts';
import { observerShadow } from './observer-shadow.ts';
import { room } from './testing/event-builder.ts';
import { ObservedDocs } from './testing/observed-docs.ts';

const typeOf = {
  text: (doc: Y.Doc, root: string) => doc.getText(root),
  array: (doc: Y.Doc, root: string) => doc.getArray(root),
  map: (doc: Y.Doc, root: string) => doc.getMap(root),
  xml: (doc: Y.Doc, root: string) => doc.getXmlFragment(root),
};

/** An editor on the phone that is told what Yjs tells, or all but its n-th message. */
class Editing extends ObservedDocs {
  readonly phone = this.docs.phone;
  #told = 0;

  observe(root: string, rootType: RootType, untold?: number): this {
    typeOf[rootType](this.phone, root);
    const record = (event: EventBody): void => {
      if (++this.#told !== untold) this.builder.add('phone', event);
    };
    observeRoot({ id: 'phone', room, doc: this.phone }, root, { record });
    return this;
  }

  /** Another user's change, which arrives. */
  elsewhere(change: (doc: Y.Doc) => void): this {
    Y.applyUpdate(this.docs.tablet, Y.encodeStateAsUpdate(this.phone));
    const before = Y.encodeStateVector(this.docs.tablet);
    this.docs.tablet.transact(() => change(this.docs.tablet));
    return this.arrive('phone', Y.encodeStateAsUpdate(this.docs.tablet, before));
  }

  result(root: string, content: unknown) {
    this.snapshot('phone');
    const last = this.builder.events.at(-1);
    if (last?.kind === 'snapshot')
      this.builder.events[last.seq] = { ...last, content: { [root]: content as never } };
    return observerShadow.check(this.builder.build());
  }
}

let run: Editing;
beforeEach(() => {
  run = new Editing();
});

describe('EVENT-2 observers are told everything', () => {
  test('passes over insertions, deletions, formats and embeds of several users', () => {
    const text = run.phone.getText('text');
    text.insert(0, 'hello world');
    run.observe('text', 'text');
    text.format(0, 5, { bold: true });
    run.elsewhere((doc) => doc.getText('text').format(3, 6, { bold: true, em: true }));
    run.elsewhere((doc) => doc.getText('text').insertEmbed(5, { image: 'a.png' }));
    run.elsewhere((doc) => doc.getText('text').delete(1, 6));
    text.insert(2, '😀', { bold: null });
    expect(run.result('text', text.toDelta())).toMatchObject({
      verdict: 'pass',
      detail: '1 views',
    });
  });

  test('passes over types within types', () => {
    const map = run.phone.getMap<Y.Map<unknown> | Y.Array<unknown> | Y.Text>('tree');
    map.set('list', new Y.Array());
    run.observe('tree', 'map');
    run.elsewhere((doc) => {
      const list = doc.getMap('tree').get('list');
      if (list instanceof Y.Array) list.insert(0, [1, new Y.Map(), new Y.Text('inner')]);
    });
    const list = map.get('list');
    if (!(list instanceof Y.Array)) throw new Error('no list');
    run.phone.transact(() => {
      list.delete(0, 1);
      const [inner, words] = list.toArray();
      if (inner instanceof Y.Map) inner.set('key', 'value');
      if (words instanceof Y.Text) words.insert(5, ' words', { bold: true });
    });
    expect(run.result('tree', map.toJSON()).verdict).toBe('pass');
    expect(map.toJSON()).toEqual({ list: [{ key: 'value' }, 'inner words'] });
  });

  test('passes over concurrent writes to a key, and deleted keys', () => {
    const map = run.phone.getMap('map');
    run.observe('map', 'map');
    map.set('a', 1);
    run.elsewhere((doc) => doc.getMap('map').set('a', 2));
    map.set('b', 3);
    run.elsewhere((doc) => doc.getMap('map').delete('b'));
    expect(run.result('map', map.toJSON()).verdict).toBe('pass');
  });

  test('passes over XML: elements, attributes, formatted text, and what goes with its parent', () => {
    const tree = run.phone.getXmlFragment('tree');
    tree.insert(0, [new Y.XmlElement('P'), new Y.XmlElement('HR')]);
    run.observe('tree', 'xml');
    const [paragraph] = tree.toArray();
    if (!(paragraph instanceof Y.XmlElement)) throw new Error('no paragraph');
    run.phone.transact(() => {
      paragraph.setAttribute('lang', 'en');
      paragraph.insert(0, [new Y.XmlText('hello world'), new Y.XmlElement('BR')]);
    });
    const words = paragraph.get(0);
    if (words instanceof Y.XmlText) words.format(0, 5, { strong: { level: 1 }, em: {} });
    run.elsewhere((doc) => {
      const [first, second] = doc.getXmlFragment('tree').toArray();
      if (first instanceof Y.XmlElement) first.setAttribute('id', 'first');
      if (second instanceof Y.XmlElement) second.insert(0, [new Y.XmlText('!')]);
    });
    paragraph.removeAttribute('lang');
    run.elsewhere((doc) => doc.getXmlFragment('tree').delete(1, 1));
    expect(run.result('tree', tree.toString()).verdict).toBe('pass');
    expect(tree.toString()).toBe(
      '<p id="first"><em><strong level="1">hello</strong></em> world<br></br></p>',
    );
  });

  test('fails when an editor of XML was not told of an attribute', () => {
    const tree = run.phone.getXmlFragment('tree');
    const paragraph = new Y.XmlElement('p');
    tree.insert(0, [paragraph]);
    run.observe('tree', 'xml', 2);
    paragraph.setAttribute('lang', 'en');
    paragraph.insert(0, [new Y.XmlText('told')]);
    expect(run.result('tree', tree.toString()).verdict).toBe('fail');
  });

  test('fails when an editor was not told of a change', () => {
    run.observe('text', 'text', 2);
    run.phone.getText('text').insert(0, 'untold');
    run.phone.getText('text').insert(0, 'told ');
    expect(run.result('text', run.phone.getText('text').toDelta()).detail).toBe(
      'an editor of "text" at phone shows something else than the document, by what it was told',
    );
  });

  test('fails when it is told of a change that does not fit, and names that event', () => {
    run.observe('text', 'text', 2);
    run.phone.getText('text').insert(0, 'untold');
    run.phone.getText('text').delete(0, 3);
    const { verdict, findings } = run.result('text', []);
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({
      seq: run.builder.events.findLast(({ kind }) => kind === 'observe')?.seq,
      detail: 'an editor of "text" at phone was told of a change 3 units behind the end',
    });
  });

  test('is unknown when nothing was observed', () => {
    expect(run.result('text', []).verdict).toBe('unknown');
  });

  test('a root that has come without its type is left for an edit to give it one', () => {
    run.arrive(
      'phone',
      run.edit('tablet', (text) => text.insert(0, 'hello')),
    );
    observeRoot({ id: 'phone', room, doc: run.phone }, 'text', { record: () => undefined });
    expect(run.phone.getText('text').toString()).toBe('hello');
  });
});
