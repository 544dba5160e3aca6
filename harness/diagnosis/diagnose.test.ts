import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { checkers } from '#harness/checkers/checkers.ts';
import { ObservedDocs } from '#harness/checkers/testing/observed-docs.ts';
import { room, updateFrame } from '#harness/checkers/testing/event-builder.ts';
import type { Diagnosis } from '#harness/contract/diagnosis.ts';
import type { History } from '#harness/contract/history.ts';
import { createSampleRun, playOffline } from '#reports/testing/sample-run.ts';
import { diagnose } from './diagnose.ts';

function diagnosisOf(history: History): Diagnosis {
  const found = diagnose(
    history,
    checkers.map((checker) => checker.check(history)),
  );
  if (found === null) throw new Error('nothing was diagnosed');
  return found;
}

/** The laptop node never passes on what the phone wrote: `' k17'`, and later perhaps `' k18'`. */
function lost(more?: ' k18'): History {
  return createSampleRun({
    defects: [{ at: 'laptop-node', to: 'laptop-browser', text: ' k17' }],
    play(network, record) {
      playOffline(network, record);
      if (more !== undefined) network.at(6_500, () => network.edit('phone', 15, more));
    },
  }).history;
}

/** Two clients on the cloud; the phone writes "hello", the frames go as the test says. */
function hello(play: (run: ObservedDocs, update: Uint8Array, links: Links) => void): History {
  const run = new ObservedDocs();
  const links = {
    phone: run.builder.open('phone', 'cloud'),
    tablet: run.builder.open('tablet', 'cloud'),
  };
  run.builder.at(1_000);
  const update = run.edit('phone', (text) => text.insert(0, 'hello'), 'hello');
  run.builder.at(1_100);
  run.builder.receive(run.builder.send(links.phone, 'phone', 'update', updateFrame(update)));
  run.arrive('cloud', update, links.phone);
  run.builder.at(1_200);
  play(run, update, links);
  run.builder.at(9_000);
  return run.end().builder.build();
}

interface Links {
  readonly phone: string;
  readonly tablet: string;
}

test('nothing failed, nothing to diagnose', () => {
  expect(diagnose(createSampleRun().history, [])).toBeNull();
});

describe('an insert that is missing', () => {
  const found = diagnosisOf(lost());

  test('is named, with its writer and where it stands', () => {
    expect(found).toMatchObject({
      problem: 'missing',
      piece: 'insert',
      device: 'laptop-browser',
      root: 'body',
      text: ' k17',
      after: 'Draft Notes',
      author: { device: 'phone', atMs: 3_000, token: ' k17' },
      lackedBy: ['laptop-browser'],
    });
  });

  test('is followed to the last link that carried it, and to the one that should have', () => {
    expect(found.path.map(({ device }) => device)).toEqual(['phone', 'laptop-node']);
    expect(found.lastCarrier).toMatchObject({ from: 'phone', to: 'laptop-node' });
    expect(found.shouldHaveCarried).toMatchObject({
      link: 'laptop-browser->laptop-node',
      from: 'laptop-node',
      to: 'laptop-browser',
      fate: 'never-sent',
    });
  });

  test('is told in words', () => {
    expect(found.sentences).toEqual([
      'laptop-browser never got " k17", which phone wrote at 3.000 s',
      'It travelled phone → laptop-node (3.005) and stopped there.',
      expect.stringMatching(
        /^laptop-node had it from 3\.005 s, and never sent it to laptop-browser, though laptop-browser->laptop-node was connected until \d+\.\d{3} s\.$/,
      ),
      'Missing struct 1830274:5 (insert, 4 clocks, root "body", says " k17", after "Draft Notes").',
    ]);
  });
});

test('what waits for a lost insert is stuck, and what it waits for is named', () => {
  const found = diagnosisOf(lost(' k18'));
  expect(found).toMatchObject({ problem: 'stuck', device: 'laptop-browser', text: ' k17' });
  expect(found.sentences[0]).toBe(
    'laptop-browser holds what builds on " k17", which phone wrote at 3.000 s, and cannot show it before that comes',
  );
});

describe('the link that should have brought it', () => {
  const fateOf = (play: Parameters<typeof hello>[0]) => {
    const { shouldHaveCarried, sentences } = diagnosisOf(hello(play));
    return [shouldHaveCarried?.fate, sentences.at(-2)];
  };

  test('was not connected', () => {
    expect(
      fateOf((run, _update, { tablet }) => {
        run.builder.at(500).closeBoth(tablet);
      }),
    ).toEqual([
      'never-connected',
      'cloud had it from 1.100 s, and tablet->cloud was never connected between then and 9.000 s.',
    ]);
  });

  test('lost the frame', () => {
    expect(
      fateOf((run, update, { tablet }) => {
        run.builder.send(tablet, 'cloud', 'update', updateFrame(update));
        run.builder.at(1_300).closeBoth(tablet);
      }),
    ).toEqual([
      'never-received',
      'cloud sent it over tablet->cloud at 1.200 s, and it never arrived at tablet.',
    ]);
  });

  test('brought it to a replica that did not keep it', () => {
    expect(
      fateOf((run, update, { tablet }) => {
        run.builder.receive(run.builder.send(tablet, 'cloud', 'update', updateFrame(update)));
      }),
    ).toEqual([
      'not-kept',
      'cloud sent it over tablet->cloud at 1.200 s; tablet received it and did not keep it.',
    ]);
  });

  test('brought it to a replica that lost it again', () => {
    expect(
      fateOf((run, update, { tablet }) => {
        run.arrive('tablet', update, tablet);
        run.builder.at(2_000).closeReplica('tablet');
        run.docs.tablet = new Y.Doc();
      }),
    ).toEqual([
      'forgotten',
      'tablet had it, and lost it at 2.000 s; cloud had it from 1.100 s and did not bring it again.',
    ]);
  });
});

test('a subdocument that is missing is named by its guid', () => {
  const run = new ObservedDocs();
  run.builder.open('phone', 'cloud');
  run.builder.at(1_000);
  const embed = (text: Y.Text): void =>
    void text.doc?.getMap('files').set('a', new Y.Doc({ guid: 'minutes' }));
  run.edit('phone', embed, 'embedded');
  expect(diagnosisOf(run.end().builder.build()).text).toBe('a = subdocument minutes');
});

test('a deletion that is missing', () => {
  const history = hello((run, update, { tablet }) => {
    run.arrive('tablet', update, tablet);
    run.builder.at(2_000);
    run.arrive(
      'cloud',
      run.edit('phone', (text) => text.delete(1, 3), 'cut'),
      tablet,
    );
  });
  const found = diagnosisOf(history);
  expect(found).toMatchObject({ problem: 'missing', piece: 'delete', text: 'ell', after: 'h' });
  expect(found.sentences[0]).toBe(
    'tablet still shows what was deleted: "cut", which phone deleted at 2.000 s',
  );
});

test('a text that a program wrote again', () => {
  const history = hello((run, update, { tablet }) => {
    run.arrive('tablet', update, tablet);
    const seeded = run.observed('cloud', (doc) => doc.getText('text').insert(5, 'hello'));
    run.arrive('phone', seeded).arrive('tablet', seeded);
  });
  expect(diagnosisOf(history)).toMatchObject({
    problem: 'duplicated',
    text: 'hello',
    author: { device: 'phone' },
    path: [{ device: 'cloud' }, { device: 'phone' }, { device: 'tablet' }],
  });
});

test('a struct that nobody wrote', () => {
  const history = hello((run, update, { tablet }) => {
    run.arrive('tablet', update, tablet);
    const seeded = run.observed('cloud', (doc) => doc.getText('text').insert(0, 'template '));
    run.arrive('phone', seeded).arrive('tablet', seeded);
  });
  const found = diagnosisOf(history);
  expect(found).toMatchObject({ problem: 'invented', piece: 'insert', author: null });
  expect(found.sentences.slice(0, 2)).toEqual([
    'cloud holds "template ", which no edit made',
    'It first showed at cloud, at 1.200 s.',
  ]);
});

test('a client id that two replicas wrote with', () => {
  const run = new ObservedDocs();
  run.docs.tablet.clientID = run.docs.phone.clientID;
  run.edit('phone', (text) => text.insert(0, 'aaa'), 'aaa');
  run.edit('tablet', (text) => text.insert(0, 'bbb'), 'bbb');
  run.quiescence().snapshot('phone').snapshot('tablet');
  expect(diagnosisOf(run.builder.build()).sentences[0]).toBe(
    'two different pieces have one id, the first of them "aaa", which phone wrote at 0.000 s: two replicas use client id 2',
  );
});

test('an edit that nobody has any more, and that nothing excuses', () => {
  const run = new ObservedDocs();
  run.edit('phone', (text) => text.insert(0, 'hello'), 'hello');
  run.builder.at(2_000).add('phone', { kind: 'stop', cause: 'exception', incarnation: 1 });
  run.quiescence().snapshot('cloud').snapshot('tablet');
  expect(diagnosisOf(run.builder.build()).sentences).toEqual([
    'cloud never got "hello", which phone wrote at 0.000 s',
    'Its last copy went when phone died of its own exception.',
    'Missing struct 2:0 (insert, 5 clocks, root "text", says "hello").',
  ]);
});

test('what a storage does not give back', () => {
  const history = hello((run, update, { tablet }) => {
    run.arrive('tablet', update, tablet);
    const payload = run.builder.payload(update);
    const record = { kind: 'storage', room, medium: 'disk', payload } as const;
    run.builder.add('cloud', { ...record, state: 'durable' });
  });
  const run = { ...history, events: [...history.events] };
  const cold = new ObservedDocs().snapshot('cloud', 'cold-start').builder.build();
  const snapshot = cold.events.at(-1);
  if (snapshot?.kind !== 'snapshot') throw new Error('no snapshot was taken');
  const { component: _, ...alone } = snapshot;
  run.events.push({ ...alone, seq: run.events.length, atMs: 9_000, payload: -1, stateVector: -2 });
  const empty = new Y.Doc();
  const found = diagnosisOf({
    ...run,
    payload: (ref) =>
      ref === -1
        ? Y.encodeStateAsUpdate(empty)
        : ref === -2
          ? Y.encodeStateVector(empty)
          : history.payload(ref),
  });
  expect(found.sentences).toEqual([
    'the storage of cloud does not give back "hello", which phone wrote at 1.000 s',
    'It travelled phone → cloud (1.100) → tablet (1.200).',
    'Its record there was durable at 1.200 s.',
    'Missing struct 2:0 (insert, 5 clocks, root "text", says "hello").',
  ]);
});

test('what a storage had durable and did not give back at a restart', () => {
  const run = new ObservedDocs();
  const update = run.edit('phone', (text) => text.insert(0, 'hello'), 'hello');
  const { builder } = run;
  const storage = { kind: 'storage', room, medium: 'indexeddb', state: 'durable' } as const;
  builder.at(2_000).add('phone', { ...storage, payload: builder.payload(update) });
  builder.at(3_000).add('phone', { kind: 'stop', cause: 'kill', incarnation: 1 });
  const load = { kind: 'load', room, replica: 'phone:2' } as const;
  builder.at(4_000).add('phone', { ...load, state: 'started' });
  const payload = builder.payload(Y.encodeStateAsUpdate(new Y.Doc()));
  builder.add('phone', { ...load, state: 'ready', payload });
  expect(diagnosisOf(builder.build()).sentences).toEqual([
    'the storage of phone does not give back "hello", which phone wrote at 0.000 s',
    'Its record there was durable at 2.000 s.',
    'Missing struct 2:0 (insert, 5 clocks, root "text", says "hello").',
  ]);
});
