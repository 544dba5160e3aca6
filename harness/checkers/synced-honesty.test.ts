import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { syncedHonesty } from './synced-honesty.ts';
import { room, step2Frame } from './testing/event-builder.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

const fromNetwork = { from: 'connection', connection: 'c1' } as const;
const nothing = new Uint8Array([0, 0]);

function serverDoc(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = ids.cloud;
  doc.getText('text').insert(0, 'Hello');
  return doc;
}

/** The cloud is asked by the phone, says what it held, and sends a SyncStep2. */
function asked(doc: Y.Doc, cause: 'step1-processed' | 'step2-encoded' = 'step1-processed') {
  const run = startedTwoClients();
  const { builder, phone } = run;
  if (cause === 'step1-processed')
    builder.receive(builder.send(phone, 'phone', 'step1', new Uint8Array([0, 0, 1, 0])));
  const snapshot = (): void =>
    void builder.add('cloud', {
      ...{ kind: 'snapshot', room, replica: 'cloud', cause, connection: phone, content: {} },
      payload: builder.payload(Y.encodeStateAsUpdate(doc)),
      stateVector: builder.payload(Y.encodeStateVector(doc)),
      ...{ pendingStructs: false, pendingDeletes: false },
    });
  const answer = (): void =>
    void builder.receive(
      builder.send(phone, 'cloud', 'step2', step2Frame(Y.encodeStateAsUpdate(doc))),
    );
  const synced = (): number =>
    builder.add('phone', {
      ...{ kind: 'sync', room, link: 'phone->cloud', connection: phone, synced: true },
    });
  return { ...run, snapshot, answer, synced };
}

describe('SYNC-1 synced honesty', () => {
  it('fails when the document lacks what the server held', () => {
    const { builder, snapshot, answer, synced } = asked(serverDoc());
    answer();
    snapshot();
    const seq = synced();
    const { verdict, findings } = syncedHonesty.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq, device: 'phone', room });
    expect(findings[0]?.detail).toContain('without struct 1:0, which cloud held');
  });

  it('passes when it holds that, though an edit came to the server since', () => {
    const doc = serverDoc();
    const state = Y.encodeStateAsUpdate(doc);
    const { builder, snapshot, answer, synced } = asked(doc);
    answer();
    snapshot();
    builder.edit('cloud', doc, () => doc.getText('text').insert(0, 'later '));
    builder.update('phone', state, fromNetwork);
    synced();
    expect(syncedHonesty.check(builder.build()).verdict).toBe('pass');
  });

  it('fails on a missing deletion', () => {
    const doc = serverDoc();
    const before = Y.encodeStateAsUpdate(doc);
    doc.getText('text').delete(0, 1);
    const { builder, snapshot, answer, synced } = asked(doc);
    snapshot();
    answer();
    builder.update('phone', before, fromNetwork);
    synced();
    expect(syncedHonesty.check(builder.build()).detail).toContain('without deletion of 1:0');
  });

  it('fails when the server answered before its storage was loaded', () => {
    const { builder, snapshot, answer, synced } = asked(new Y.Doc());
    builder.add('cloud', { kind: 'load', room, replica: 'cloud', state: 'started' });
    answer();
    snapshot();
    synced();
    const payload = builder.payload(Y.encodeStateAsUpdate(serverDoc()));
    builder.add('cloud', { kind: 'load', room, replica: 'cloud', state: 'ready', payload });
    const { verdict, detail } = syncedHonesty.check(builder.build());
    expect(verdict).toBe('fail');
    expect(detail).toContain('in storage that it had not loaded');
  });

  it('fails when it is reported before any answer, and the server holds more at that moment', () => {
    const { builder, synced } = asked(serverDoc());
    builder.update('cloud', Y.encodeStateAsUpdate(serverDoc()), { from: 'storage' });
    synced();
    const { verdict, detail } = syncedHonesty.check(builder.build());
    expect(verdict).toBe('fail');
    expect(detail).toContain('at that moment, before it had answered anything');
  });

  it('passes when it is reported before any answer, and the server holds no more', () => {
    const { builder, synced } = asked(serverDoc());
    synced();
    expect(syncedHonesty.check(builder.build()).verdict).toBe('pass');
  });

  it('judges an unsolicited SyncStep2 by the state that was encoded', () => {
    const partial = asked(serverDoc(), 'step2-encoded');
    partial.snapshot();
    partial.answer();
    partial.synced();
    expect(syncedHonesty.check(partial.builder.build()).verdict).toBe('fail');
    const complete = asked(serverDoc(), 'step2-encoded');
    complete.snapshot();
    complete.answer();
    complete.builder.update('phone', Y.encodeStateAsUpdate(serverDoc()), fromNetwork);
    complete.synced();
    expect(syncedHonesty.check(complete.builder.build()).verdict).toBe('pass');
  });

  it('is unknown when the server told nothing', () => {
    const { builder, answer, synced } = asked(serverDoc());
    answer();
    builder.update('phone', nothing, fromNetwork);
    synced();
    expect(syncedHonesty.check(builder.build()).verdict).toBe('unknown');
  });
});
