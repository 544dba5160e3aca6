import '#harness/world/install.ts';
import { describe, expect, it } from 'vitest';
import { causes } from '#harness/checkers/causes/causes.ts';
import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import { knownFailuresIn } from '#harness/run/known-failures-in.ts';
import { findUnderTest } from './find-under-test.ts';
import { knownFailures } from './known-failures.ts';
import { muteConsole } from './mute-console.ts';
import { runUnrecognized } from './run-scenario.ts';
import { scenarioOf } from './saved-schedule.ts';

/** What the same findings could come of as well: an event as it would be then; null where it would not be. */
type OtherCause = (event: HistoryEvent) => HistoryEvent | null;

const otherCauses: Readonly<Record<string, { readonly is: string; readonly when: OtherCause }>> = {
  echoes: {
    is: 'the server sent the edit twice to somebody else',
    when: (event) =>
      event.kind === 'receive' && event.end === 'listener' && event.frame === 'update'
        ? { ...event, connection: 'another' }
        : event,
  },
  'removes-others': {
    is: 'the server removed a user though no connection had ended',
    when: (event) => (event.kind === 'close' && event.end === 'listener' ? null : event),
  },
  'keeps-who-left': {
    is: 'the goodbye never reached the server',
    when: (event) => (event.kind === 'receive' && event.end === 'listener' ? null : event),
  },
  'provider-never-synced-again': {
    is: 'the server did not answer',
    when: (event) =>
      event.kind === 'receive' && event.end === 'dialler' && event.frame === 'step2' ? null : event,
  },
  'provider-ignores-connect': {
    is: 'the provider dialled again, in vain',
    when: (event) =>
      event.kind === 'quiescence'
        ? {
            ...{ seq: event.seq, atMs: event.atMs, device: 'client-1', kind: 'status' },
            ...{ room: 'room', link: 'client-1->node-1', status: 'connecting' },
          }
        : event,
  },
  'answers-before-load': {
    is: 'the server had loaded the room, and kept something back',
    when: (event) => (event.kind === 'load' ? null : event),
  },
  'goes-on-after-a-failed-write': {
    is: 'the disk refused no write',
    when: (event) => (event.kind === 'storage-failed' ? null : event),
  },
  'is-silent': {
    is: 'the server had said something shortly before',
    when: (event) => (event.kind === 'close' ? { ...event, atMs: event.atMs - 25_000 } : event),
  },
  'early-deletion': { is: 'another replica was handed it', when: handedToAnother },
  'gap-misplaced': { is: 'another replica was handed it', when: handedToAnother },
  'gap-panic': { is: 'another replica was handed it', when: handedToAnother },
};

function handedToAnother(event: HistoryEvent): HistoryEvent {
  return event.kind === 'mark' ? { ...event, device: 'replica-1' } : event;
}

describe.each(knownFailures())('known failure $file', ({ file, saved }) => {
  const other = Object.entries(otherCauses).find(([name]) => file.endsWith(`${name}.json`))?.[1];
  const stillThere = (event: HistoryEvent): HistoryEvent => event;

  async function isShown(when: OtherCause): Promise<boolean> {
    const underTest = await findUnderTest(saved.node);
    const { record, history } = await muteConsole(() =>
      runUnrecognized(scenarioOf(saved), saved.seed, underTest, { maxEvents: 60_000 }),
    );
    const events = history.events.map(
      (event): HistoryEvent => when(event) ?? { ...at(event), kind: 'note', text: 'left out' },
    );
    const changed: History = { ...history, events };
    const all = knownFailures().map((failure) => failure.saved);
    return knownFailuresIn(all, record, changed, causes).shown.includes(saved);
  }

  it('shows by its cause', async () => {
    expect(await isShown(stillThere)).toBe(true);
  });

  it(`does not show when ${other?.is ?? 'SOMETHING ELSE MUST BE NAMED'}`, async () => {
    expect(await isShown(other?.when ?? stillThere)).toBe(false);
  });
});

function at({ seq, atMs, device }: HistoryEvent): Pick<HistoryEvent, 'seq' | 'atMs' | 'device'> {
  return { seq, atMs, device };
}
