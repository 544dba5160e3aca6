import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { floodBound } from './flood-bound.ts';
import { step2Frame, updateFrame } from './testing/event-builder.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

/** The phone's doc, and an edit of it; on two connections and three replicas the bound is 2. */
function phoneEdits() {
  const run = startedTwoClients();
  const doc = new Y.Doc();
  doc.clientID = ids.phone;
  run.builder.at(1_000);
  const update = run.builder.edit('phone', doc, () => doc.getText('text').insert(0, 'hi'), 'hi');
  return { ...run, doc, update };
}

describe('ECON-1 flood bound', () => {
  it('fails when a node echoes an update to its origin', () => {
    const { builder, phone, tablet, update } = phoneEdits();
    builder.send(phone, 'phone', 'update', updateFrame(update));
    builder.send(tablet, 'cloud', 'update', updateFrame(update));
    const seq = builder.events.length;
    builder.send(phone, 'cloud', 'update', updateFrame(update));
    const { verdict, findings } = floodBound.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq, device: 'cloud', room: 'blog' });
    expect(findings[0]?.detail).toContain('"hi" of phone took 3 update messages, 2 are the bound');
  });

  it('passes when every replica passes it on once', () => {
    const { builder, phone, tablet, update } = phoneEdits();
    builder.send(phone, 'phone', 'update', updateFrame(update));
    builder.send(tablet, 'cloud', 'update', updateFrame(update));
    const { verdict, detail } = floodBound.check(builder.build());
    expect(verdict).toBe('pass');
    expect(detail).toBe('blog: 1 edits, at most 2 update messages each (bound 2, a tree needs 2)');
  });

  it('counts a merged frame once for each of its edits', () => {
    const { builder, phone, tablet, update, doc } = phoneEdits();
    const more = builder.edit('phone', doc, () => doc.getText('text').insert(2, '!'), '!');
    builder.send(phone, 'phone', 'update', updateFrame(update));
    builder.send(phone, 'phone', 'update', updateFrame(more));
    builder.send(tablet, 'cloud', 'update', updateFrame(Y.mergeUpdates([update, more])));
    expect(floodBound.check(builder.build()).verdict).toBe('pass');
  });

  it('leaves initial sync and later connections out', () => {
    const { builder, phone, tablet, update } = phoneEdits();
    builder.send(phone, 'phone', 'update', updateFrame(update));
    builder.send(phone, 'cloud', 'step2', step2Frame(update));
    builder.send(tablet, 'cloud', 'step2', step2Frame(update));
    builder.at(2_000).closeBoth(tablet);
    const again = builder.open('tablet', 'cloud');
    builder.send(again, 'tablet', 'update', updateFrame(update));
    builder.send(again, 'cloud', 'update', updateFrame(update));
    expect(floodBound.check(builder.build()).verdict).toBe('pass');
  });

  it('lets two users delete the same text, each flooding', () => {
    const { builder, phone, tablet, update, doc } = phoneEdits();
    const other = new Y.Doc();
    Y.applyUpdate(other, update);
    const one = builder.edit('phone', doc, () => doc.getText('text').delete(0, 2), 'd1');
    const two = builder.edit('tablet', other, () => other.getText('text').delete(0, 2), 'd2');
    builder.send(phone, 'phone', 'update', updateFrame(one));
    builder.send(tablet, 'tablet', 'update', updateFrame(two));
    builder.send(tablet, 'cloud', 'update', updateFrame(one));
    expect(floodBound.check(builder.build()).verdict).toBe('pass');
  });

  it('leaves out an edit that waited for another connection to bring what it builds on', () => {
    const { builder, phone, tablet, update, doc } = phoneEdits();
    const more = builder.edit('phone', doc, () => doc.getText('text').insert(2, '!'), '!');
    builder.receive(builder.send(phone, 'phone', 'update', updateFrame(more)));
    builder.receive(builder.send(tablet, 'tablet', 'step2', step2Frame(update)));
    const both = Y.mergeUpdates([update, more]);
    builder.update('cloud', both, { from: 'connection', connection: tablet });
    builder.send(phone, 'cloud', 'update', updateFrame(both));
    builder.send(tablet, 'cloud', 'update', updateFrame(more));
    expect(floodBound.check(builder.build()).verdict).toBe('pass');
  });

  it('fails when an edit that did not wait is echoed beside one that did', () => {
    const { builder, phone, tablet, update } = phoneEdits();
    builder.receive(builder.send(phone, 'phone', 'update', updateFrame(update)));
    builder.update('cloud', update, { from: 'connection', connection: phone });
    builder.send(phone, 'cloud', 'update', updateFrame(update));
    builder.send(tablet, 'cloud', 'update', updateFrame(update));
    expect(floodBound.check(builder.build()).verdict).toBe('fail');
  });

  it('is unknown when no edit was sent', () => {
    expect(floodBound.check(startedTwoClients().builder.build()).verdict).toBe('unknown');
  });
});
