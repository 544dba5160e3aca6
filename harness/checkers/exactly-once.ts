import { ContentString, type Doc } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { findingsAt } from './content/findings-at.ts';
import { ledgers, type RoomLedger } from './content/ledger.ts';
import { reloaded } from './content/reload.ts';
import { finalSnapshots } from './content/replica-facts.ts';
import { comparableUnit } from './content/comparable-unit.ts';
import { typesIn } from './content/types-in.ts';
import { conclude } from './status/conclude.ts';
import { memoized } from './status/memoized.ts';

const judged = { rule: 'LOSS-3', title: 'Every token is there once, or deleted' } as const;

/** Shorter tokens stand in others by chance. */
const leastLength = 3;

/** A text that one edit alone inserted, and the structs that are it. */
interface Token extends IdRange {
  readonly text: string;
  readonly edit: EventOf<'edit'>;
}

/** A stretch of text that no edit wrote, under one client's ids or several'; `structs` are its first ones. */
interface ForeignText {
  text: string;
  structs: IdRange;
}

/** Text as one replica shows it. */
interface ShownText {
  /** By client, the character at every visible clock. */
  readonly characters: ReadonlyMap<number, readonly (string | undefined)[]>;
  readonly foreign: readonly ForeignText[];
}

/** A token that a replica shows wrongly. */
export interface WrongToken {
  readonly token: Token;
  /** The text that says it again; null when something else stands in its place. */
  readonly again: ForeignText | null;
}

/**
 * The text that an edit inserted stands at the structs which that edit made, as far as it is not deleted,
 * and nowhere else but in what other edits wrote: content that was seeded, replayed or rebuilt by a
 * program is there twice, under ids of its own. What an undo or a user's own copy restores, an edit wrote.
 */
export const exactlyOnce: Checker = {
  ...judged,
  check(history) {
    const finals = finalSnapshots(history);
    const tokens = [...tokensByRoom(history).values()].reduce((sum, { length }) => sum + length, 0);
    // Replicas that are equal have mostly equal bytes.
    const judgedStates = new Map<string, readonly WrongToken[]>();
    const findings = finals.flatMap((snapshot): Finding[] => {
      const state = `${snapshot.payload} ${snapshot.room}`;
      const wrong = judgedStates.get(state) ?? wrongTokens(history, snapshot);
      judgedStates.set(state, wrong);
      return findingsAt(
        snapshot,
        wrong.map((token) => inWords(snapshot.device, token)),
      );
    });
    if (tokens === 0)
      return conclude(judged, findings, { missing: 'no edit inserted a text of its own' });
    if (finals.length === 0)
      return conclude(judged, findings, { missing: 'no replica was observed at the end' });
    return conclude(judged, findings, { saw: `${tokens} tokens` });
  },
};

/** Every token that a replica shows altered, then every one that it shows again. */
export function wrongTokens(
  history: History,
  { room, payload }: EventOf<'snapshot'>,
): readonly WrongToken[] {
  const tokens = tokensByRoom(history).get(room) ?? [];
  const ledger = ledgers(history).get(room);
  const doc = reloaded(history)(payload);
  if (tokens.length === 0 || ledger === undefined || doc === undefined) return [];
  const { characters, foreign } = shownText(doc, ledger);
  return [
    ...tokens
      .filter((token) => isAltered(token, characters))
      .map((token) => ({ token, again: null })),
    ...foreign.flatMap((again) =>
      tokens.filter(({ text }) => again.text.includes(text)).map((token) => ({ token, again })),
    ),
  ];
}

function inWords(device: string, { token, again }: WrongToken): string {
  const { text, edit } = token;
  return again === null
    ? `${device} shows something else where ${edit.device} wrote "${text}"`
    : `${device} shows "${text}" in a text that no edit wrote; ${edit.device} had inserted it once`;
}

const tokensByRoom = memoized(
  (history: History): ReadonlyMap<string, readonly Token[]> =>
    new Map([...ledgers(history)].map(([room, ledger]) => [room, tokensOf(ledger)])),
);

function tokensOf({ edits }: RoomLedger): Token[] {
  const found = edits.flatMap((edit): Token[] => {
    const { token, args, inserted } = edit;
    const [range, ...more] = inserted;
    const isText = token !== undefined && token.length >= leastLength && args.includes(token);
    if (!isText || range === undefined || more.length > 0 || range.length !== token.length)
      return [];
    return [{ ...range, text: token, edit }];
  });
  const counts = new Map<string, number>();
  for (const { text } of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  return found.filter(({ text }) => counts.get(text) === 1);
}

function isAltered({ text, client, clock }: Token, characters: ShownText['characters']): boolean {
  for (let offset = 0; offset < text.length; offset++) {
    const shown = characters.get(client)?.[clock + offset];
    if (shown === undefined) continue;
    if (comparableUnit(shown) !== comparableUnit(text[offset] ?? '')) return true;
  }
  return false;
}

function shownText(doc: Doc, ledger: RoomLedger): ShownText {
  const characters = new Map<number, (string | undefined)[]>();
  const foreign: ForeignText[] = [];
  for (const type of typesIn(doc).values()) {
    let stretch: ForeignText | null = null;
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted || !(item.content instanceof ContentString)) continue;
      const { client, clock } = item.id;
      const of = characters.get(client) ?? [];
      characters.set(client, of);
      for (let offset = 0; offset < item.length; offset++) {
        const text = item.content.str[offset] ?? '';
        of[clock + offset] = text;
        if (ledger.inserted.has(client, clock + offset)) stretch = null;
        else if (stretch === null)
          foreign.push((stretch = { text, structs: { client, clock: clock + offset, length: 1 } }));
        else extend(stretch, text, client, clock + offset);
      }
    }
  }
  return { characters, foreign };
}

function extend(stretch: ForeignText, text: string, client: number, clock: number): void {
  stretch.text += text;
  const { structs } = stretch;
  if (structs.client === client && structs.clock + structs.length === clock)
    stretch.structs = { ...structs, length: structs.length + 1 };
}
