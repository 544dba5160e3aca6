import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RunView } from '#harness/contract/run-view.ts';
import type { CheckResult } from '#harness/contract/verdict.ts';
import type { SampleNetwork } from './sample-network.ts';
import { createSampleRun, passingChecks, playOffline } from './sample-run.ts';

/** The laptop node never passes on what the phone wrote last: the laptop browser lacks it. */
export function lostRun(): RunView {
  return createSampleRun({
    verdict: 'fail',
    defects: [{ at: 'laptop-node', to: 'laptop-browser', text: ' k17' }],
    checks: broken(
      'LOSS-1',
      'no edit is lost',
      'laptop-browser lacks " k17", which phone wrote at 3.000 s',
    ),
    sentences: [
      'the laptop browser never got " k17", which the phone wrote at 3.000 s',
      'It travelled phone → laptop node (3.005) and stopped there.',
      'The laptop node held it, and sent its browser nothing between 3.005 s and the end.',
    ],
  });
}

/** One update is lost on the way, so that all later ones of the same writer wait for it for ever. */
export function stuckRun(): RunView {
  return createSampleRun({
    verdict: 'fail',
    defects: [{ at: 'laptop-node', to: 'laptop-browser', text: ' k17' }],
    checks: broken('CONV-4', 'nothing is stuck', 'laptop-browser holds pending structs of phone'),
    sentences: ['the laptop browser holds edits of the phone that wait for one it never got'],
    play(network, record) {
      playOffline(network, record);
      network.at(6500, () => network.edit('phone', 15, ' k18'));
    },
  });
}

/** The cloud writes again, under its own name, what it had received. */
export function duplicatedRun(): RunView {
  return createSampleRun({
    verdict: 'fail',
    checks: broken('LOSS-3', 'exactly once', '" k17" is present twice on 6 replicas'),
    sentences: ['" k17" is there twice: the cloud wrote it again at 6.500 s'],
    play(network, record) {
      playOffline(network, record);
      network.at(6500, () => network.edit('cloud', 15, ' k17'));
    },
  });
}

/** A client that is gone stays visible. */
export function ghostRun(): RunView {
  return createSampleRun({
    verdict: 'fail',
    checks: broken(
      'AWARE-4',
      'departed',
      'desktop-browser is still shown on phone 5.4 s after it closed',
    ),
    sentences: ['the phone still shows the desktop browser, which closed at 1.000 s'],
  });
}

/** Every node sends every update many times. */
export function stormRun(): RunView {
  return createSampleRun({
    verdict: 'fail',
    checks: broken('ECON-1', 'flood bound', '26.3 messages per edit (flood bound 13)'),
    sentences: ['each edit was sent 26.3 times, and 13 would have been enough'],
    play(network, record) {
      playOffline(network, record);
      for (let index = 0; index < 20; index++) network.at(7000 + index, () => echo(network));
    },
  });
}

/** The laptop node dies of its own exception. */
export function crashedRun(): RunView {
  return createSampleRun({
    verdict: 'fail',
    checks: broken(
      'EXC-1',
      'no exception',
      'laptop-node died of RangeError in message handler at 3.100 s',
    ),
    sentences: ['the laptop node died of a RangeError in its message handler at 3.100 s'],
    play(network, record) {
      playOffline(network, record);
      network.at(3100, () => {
        record('laptop-node', {
          kind: 'exception',
          room: network.room,
          where: 'message handler',
          error: 'RangeError',
        });
        record('laptop-node', { kind: 'stop', cause: 'exception', incarnation: 1 });
        network.disconnect('laptop-node');
      });
    },
  });
}

const hostile = '</script><img src=x onerror="globalThis.pwned=1">${1}`\u001b[31m\u202e';

/** Every text that a document, room, error or server can choose is an attack. */
export function hostileRun(): RunView {
  return createSampleRun({
    verdict: 'fail',
    room: hostile,
    title: hostile,
    checks: broken('LOSS-1', hostile, hostile),
    sentences: [hostile],
    play(network, record) {
      network.at(300, () => network.setPresence('phone', { name: hostile }));
      network.at(500, () => network.edit('phone', 0, hostile));
      network.at(600, () => record('cloud', { kind: 'exception', where: hostile, error: hostile }));
      network.at(700, () => record('', { kind: 'note', text: hostile }));
    },
  });
}

/** Many edits by many writers: about 40 events for each. */
export function longRun(edits: number): RunView {
  return createSampleRun({
    play(network) {
      const writers = ['phone', 'laptop-browser', 'desktop-browser'];
      for (let index = 0; index < edits; index++) {
        const writer = writers[index % writers.length] ?? '';
        network.at(500 + index * 37, () =>
          network.edit(writer, (index * 7) % (index + 1), `w${index} `),
        );
      }
    },
  });
}

/** A long text that hardly compresses is pasted, and written on at its beginning. */
export function pasteRun(characters: number): RunView {
  const draw = xoroshiro128plus(7);
  const letters = Array.from({ length: characters }, () =>
    String.fromCharCode(97 + uniformInt(draw, 0, 25)),
  );
  return createSampleRun({
    play(network) {
      network.at(500, () => network.edit('phone', 0, letters.join('')));
      for (let index = 0; index < 20; index++)
        network.at(1000 + index * 100, () => network.edit('phone', 0, '.'));
    },
  });
}

function echo(network: SampleNetwork): void {
  network.edit('phone', 0, '.');
}

function broken(rule: string, title: string, detail: string): readonly CheckResult[] {
  return [
    ...passingChecks.filter((check) => check.rule !== rule),
    { rule, title, verdict: 'fail', detail, findings: [{ detail }] },
  ];
}
