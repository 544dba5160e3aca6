import { ContentString, type Doc } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { ledgers, type RoomLedger } from './content/ledger.ts';
import { reloaded } from './content/reload.ts';
import { finalSnapshots } from './content/replica-facts.ts';
import { comparableUnit } from './content/comparable-unit.ts';
import { typesIn } from './content/types-in.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'LOSS-3', title: 'Every token is there once, or deleted' } as const;

/** Shorter tokens stand in others by chance. */
const leastLength = 3;

/** A text that one edit alone inserted, and the structs that are it. */
interface Token {
  readonly text: string;
  readonly client: number;
  readonly clock: number;
  readonly edit: EventOf<'edit'>;
}

/** Text as one replica shows it. */
interface ShownText {
  /** By client, the character at every visible clock. */
  readonly characters: ReadonlyMap<number, readonly (string | undefined)[]>;
  /** Stretches that no edit wrote. */
  readonly foreign: readonly string[];
}

/**
 * The text that an edit inserted stands at the structs which that edit made, as far as it is not deleted,
 * and nowhere else but in what other edits wrote: content that was seeded, replayed or rebuilt by a
 * program is there twice, under ids of its own. What an undo or a user's own copy restores, an edit wrote.
 */
export const exactlyOnce: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    let tokens = 0;
    for (const [room, ledger] of ledgers(history)) {
      const written = tokensOf(ledger);
      tokens += written.length;
      if (written.length === 0) continue;
      for (const snapshot of finalSnapshots(history).filter((final) => final.room === room))
        findings.push(...judgeReplica(history, snapshot, ledger, written));
    }
    return conclude(
      judged,
      findings,
      tokens === 0
        ? { missing: 'no edit inserted a text of its own' }
        : { saw: `${tokens} tokens` },
    );
  },
};

function tokensOf({ edits }: RoomLedger): Token[] {
  const found = edits.flatMap((edit): Token[] => {
    const { token, args, inserted } = edit;
    const [range, ...more] = inserted;
    const isText = token !== undefined && token.length >= leastLength && args.includes(token);
    if (!isText || range === undefined || more.length > 0 || range.length !== token.length)
      return [];
    return [{ text: token, client: range.client, clock: range.clock, edit }];
  });
  const counts = new Map<string, number>();
  for (const { text } of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  return found.filter(({ text }) => counts.get(text) === 1);
}

function judgeReplica(
  history: History,
  { seq, device, room, payload }: EventOf<'snapshot'>,
  ledger: RoomLedger,
  tokens: readonly Token[],
): Finding[] {
  const doc = reloaded(history)(payload);
  if (doc === undefined) return [];
  const { characters, foreign } = shownText(doc, ledger);
  const altered = tokens.find(({ text, client, clock }) =>
    [...text.split('').keys()].some((offset) => {
      const shown = characters.get(client)?.[clock + offset];
      return shown !== undefined && comparableUnit(shown) !== comparableUnit(text[offset] ?? '');
    }),
  );
  if (altered !== undefined) {
    const detail = `${device} shows something else where ${altered.edit.device} wrote "${altered.text}"`;
    return [{ seq, device, room, detail }];
  }
  const again = firstWithin(foreign, tokens);
  if (again === undefined) return [];
  const detail = `${device} shows "${again.text}" in a text that no edit wrote; ${again.edit.device} had inserted it once`;
  return [{ seq, device, room, detail }];
}

function shownText(doc: Doc, ledger: RoomLedger): ShownText {
  const characters = new Map<number, (string | undefined)[]>();
  const foreign: string[] = [];
  for (const type of typesIn(doc).values()) {
    let stretch = '';
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted || !(item.content instanceof ContentString)) continue;
      const { client, clock } = item.id;
      const of = characters.get(client) ?? [];
      characters.set(client, of);
      for (let offset = 0; offset < item.length; offset++) {
        const character = item.content.str[offset] ?? '';
        of[clock + offset] = character;
        if (!ledger.inserted.has(client, clock + offset)) {
          stretch += character;
          continue;
        }
        if (stretch !== '') foreign.push(stretch);
        stretch = '';
      }
    }
    if (stretch !== '') foreign.push(stretch);
  }
  return { characters, foreign };
}

function firstWithin(stretches: readonly string[], tokens: readonly Token[]): Token | undefined {
  if (stretches.length === 0) return undefined;
  const all = stretches.join('\n');
  return tokens.find(({ text }) => all.includes(text));
}
