import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { coldStart } from './cold-start.ts';
import { componentConvergence } from './component-convergence.ts';
import { convergence } from './convergence.ts';
import { nothingStuck } from './nothing-stuck.ts';
import { stateGrows } from './state-grows.ts';
import { hello } from './testing/hello.ts';
import { ObservedDocs } from './testing/observed-docs.ts';
import { updateShadow } from './update-shadow.ts';

/** The phone writes "hello"; all have it unless left out. */
function written(...without: string[]): ObservedDocs {
  const run = new ObservedDocs();
  const update = run.edit('phone', (text) => text.insert(0, 'hello'), 'hello');
  for (const device of ['cloud', 'tablet'] as const)
    if (!without.includes(device)) run.arrive(device, update);
  return run;
}

describe('CONV-1 every replica is equal', () => {
  test('passes when all hold the same', () => {
    expect(convergence.check(written().end().builder.build())).toMatchObject({
      verdict: 'pass',
      detail: '3 replicas, 1 digest',
    });
  });

  test('fails when one lacks an insertion, and names it', () => {
    const result = convergence.check(written('tablet').end().builder.build());
    expect(result).toMatchObject({
      verdict: 'fail',
      detail: 'tablet lacks struct 2:0, which cloud has',
    });
  });

  test('fails when one lacks a deletion, though state vectors are equal', () => {
    const run = written();
    run.edit('phone', (text) => text.delete(0, 2));
    const result = convergence.check(run.end().builder.build());
    expect(result.detail).toBe('cloud has not deleted 2:0, which phone has');
  });

  test('fails when two replicas used one client id: equal state vectors and snapshots, different text', () => {
    const run = new ObservedDocs();
    run.docs.tablet.clientID = run.docs.phone.clientID;
    run.edit('phone', (text) => text.insert(0, 'aaa'));
    run.edit('tablet', (text) => text.insert(0, 'bbb'));
    run.quiescence().snapshot('phone').snapshot('tablet');
    expect(Y.encodeStateVector(run.docs.phone)).toEqual(Y.encodeStateVector(run.docs.tablet));
    expect(convergence.check(run.builder.build()).verdict).toBe('fail');
  });

  test.each([
    { access: 'read-only', verdict: 'pass' },
    { access: 'read-write', verdict: 'fail' },
  ])('judges a replica whose access is $access and that derived a change: $verdict', (it) => {
    const run = written();
    run.builder.add('tablet', { kind: 'start', incarnation: 2, spec: { access: it.access } });
    run.observed('phone', (doc) => doc.getText('text').format(0, 2, { bold: true }));
    const formats = Y.encodeStateAsUpdate(run.docs.phone);
    run.arrive('cloud', formats).arrive('tablet', formats);
    run.observed('tablet', (doc) => doc.getText('text').format(0, 2, { bold: null }));
    run.observed('tablet', (doc) => doc.getText('text').format(0, 2, { bold: true }));
    expect(convergence.check(run.end().builder.build()).verdict).toBe(it.verdict);
  });

  test('fails when a replica that may only read shows something else', () => {
    const run = written('tablet');
    run.builder.add('tablet', { kind: 'start', incarnation: 2, spec: { access: 'read-only' } });
    expect(convergence.check(run.end().builder.build())).toMatchObject({
      verdict: 'fail',
      detail: 'tablet lacks struct 2:0, which cloud has',
    });
  });

  test('passes when a replica that may only read is alone in holding what the others lost', () => {
    const run = new ObservedDocs();
    run.builder.add('tablet', { kind: 'start', incarnation: 2, spec: { access: 'read-only' } });
    run.arrive(
      'tablet',
      run.edit('phone', (text) => text.insert(0, 'hello'), 'hello'),
    );
    run.quiescence().snapshot('cloud').snapshot('tablet');
    expect(convergence.check(run.builder.build()).verdict).toBe('pass');
  });

  test('passes between a replica that collects garbage and one that does not', () => {
    const run = new ObservedDocs();
    const kept = new Y.Doc({ gc: false });
    const first = run.edit('phone', (text) => text.insert(0, 'hello'));
    const second = run.edit('phone', (text) => text.delete(1, 3));
    for (const update of [first, second]) Y.applyUpdate(kept, update);
    run.quiescence().snapshot('phone').snapshot('tablet', 'quiescent', kept);
    expect(convergence.check(run.builder.build()).verdict).toBe('pass');
  });

  test('names all that a replica lacks, edit by edit', () => {
    const run = hello('tablet', 'cloud');
    run.edit('phone', (text) => text.insert(5, ' one'));
    run.edit('phone', (text) => text.insert(9, ' two'));
    run.edit('phone', (text) => text.delete(0, 2));
    run.quiescence().snapshot('phone').snapshot('tablet');
    expect(convergence.check(run.builder.build()).findings.map(({ detail }) => detail)).toEqual([
      'tablet lacks struct 2:5, which phone has',
      'tablet lacks struct 2:9, which phone has',
      'tablet has not deleted 2:0, which phone has',
    ]);
  });

  test('fails when all show alike what their states, reloaded, do not', () => {
    const run = written().quiescence();
    for (const device of ['phone', 'cloud'] as const) run.snapshot(device);
    for (const event of run.builder.events)
      if (event.kind === 'snapshot')
        run.builder.events[event.seq] = { ...event, content: { text: [{ insert: 'olleh' }] } };
    expect(convergence.check(run.builder.build()).detail).toBe(
      'phone shows other content of "text" than its state reloaded',
    );
  });

  test('passes when a redundant format mark splits what one of them shows', () => {
    const run = written().quiescence().snapshot('phone').snapshot('cloud');
    const last = run.builder.events.at(-1);
    if (last?.kind !== 'snapshot') throw new Error('no snapshot was taken');
    run.builder.events[last.seq] = {
      ...last,
      content: { text: [{ insert: 'hel' }, { insert: 'lo' }] },
    };
    expect(convergence.check(run.builder.build()).verdict).toBe('pass');
  });

  test('is unknown when nothing could be compared', () => {
    expect(convergence.check(written().builder.build()).verdict).toBe('unknown');
  });
});

describe('CONV-2 quiet components agree within themselves', () => {
  const quiet = (run: ObservedDocs) =>
    run.snapshot('phone', 'component').snapshot('cloud', 'component');

  test('passes when a quiet component is equal', () => {
    expect(componentConvergence.check(quiet(written()).builder.build()).verdict).toBe('pass');
  });

  test('fails when it is not, even if everything converges later', () => {
    const run = quiet(written('cloud'));
    run.arrive('cloud', Y.encodeStateAsUpdate(run.docs.phone)).end();
    expect(componentConvergence.check(run.builder.build())).toMatchObject({
      verdict: 'fail',
      detail: 'cloud lacks struct 2:0, which phone has',
    });
  });

  test('is unknown when no component was quiet', () => {
    expect(componentConvergence.check(written().end().builder.build()).verdict).toBe('unknown');
  });
});

describe('CONV-4 no replica waits for a missing update', () => {
  test('passes when nothing is pending', () => {
    expect(nothingStuck.check(written().end().builder.build()).verdict).toBe('pass');
  });

  test('fails on structs that build on an update that never came', () => {
    const run = written('tablet');
    run.arrive(
      'tablet',
      run.edit('phone', (text) => text.insert(5, '!')),
    );
    expect(nothingStuck.check(run.end().builder.build())).toMatchObject({
      verdict: 'fail',
      detail: 'tablet holds pending structs: an update they build on never came',
    });
  });
});

describe('COLD-1 every replica can start from its own storage', () => {
  test('passes when storage gives back the live state', () => {
    expect(
      coldStart.check(written().end().snapshot('phone', 'cold-start').builder.build()).verdict,
    ).toBe('pass');
  });

  test('passes when loading clears redundant format marks that the live document has kept', () => {
    const run = new ObservedDocs();
    const typed = run.edit('phone', (text) => text.insert(0, 'hello world'));
    run.arrive('tablet', typed);
    const updates = [
      typed,
      run.edit('tablet', (text) => text.format(0, 8, { bold: true })),
      run.edit('phone', (text) => text.format(0, 5, { bold: true })),
    ];
    const [live, stored] = [new Y.Doc(), new Y.Doc()];
    stored.getText('text');
    Y.transact(live, () => updates.forEach((update) => Y.applyUpdate(live, update)));
    for (const update of updates) Y.applyUpdate(stored, update);
    expect(Y.encodeStateAsUpdate(live)).not.toEqual(Y.encodeStateAsUpdate(stored));
    run.quiescence().snapshot('phone', 'quiescent', live).snapshot('phone', 'cold-start', stored);
    expect(coldStart.check(run.builder.build()).verdict).toBe('pass');
  });

  test('fails when storage lacks something', () => {
    const run = written().end().snapshot('phone', 'cold-start', new Y.Doc());
    expect(coldStart.check(run.builder.build())).toMatchObject({
      verdict: 'fail',
      detail: 'the storage of phone lacks struct 2:0, which phone has',
    });
  });
});

describe('STATE-1 no replica goes back', () => {
  test('passes while states grow', () => {
    const run = written().snapshot('phone');
    run.edit('phone', (text) => text.delete(0, 1));
    expect(stateGrows.check(run.snapshot('phone').builder.build()).verdict).toBe('pass');
  });

  test('fails when a snapshot lacks what the replica had told in an update', () => {
    const run = written().snapshot('phone', 'quiescent', new Y.Doc());
    expect(stateGrows.check(run.builder.build()).detail).toBe(
      'phone had 2:0 and holds it no longer at 0.000 s',
    );
  });

  test('fails when a struct is gone', () => {
    const run = written().snapshot('phone').snapshot('phone', 'quiescent', new Y.Doc());
    expect(stateGrows.check(run.builder.build()).verdict).toBe('fail');
  });

  test('fails when a deletion is gone', () => {
    const run = written();
    const before = Y.encodeStateAsUpdate(run.docs.phone);
    run.edit('phone', (text) => text.delete(0, 1));
    const undeleted = new Y.Doc();
    Y.applyUpdate(undeleted, before);
    run.snapshot('phone').snapshot('phone', 'quiescent', undeleted);
    expect(stateGrows.check(run.builder.build()).verdict).toBe('fail');
  });
});

describe('EVENT-1 update events tell everything', () => {
  test('passes when every struct was told of', () => {
    expect(updateShadow.check(written().end().builder.build()).verdict).toBe('pass');
  });

  test('fails when the document holds what no event told', () => {
    const run = written();
    run.docs.cloud.getText('text').insert(0, 'silent');
    expect(updateShadow.check(run.end().builder.build())).toMatchObject({
      verdict: 'fail',
      detail: 'cloud holds 1:0, of which no update event told',
    });
  });
});
