import type { HistoryEvent } from '#harness/contract/history-event.ts';
import { eventWords } from './event-words.ts';
import { otherEnd } from './flights.ts';

/** Decides which events a filter shows. `cone` gives the events of an edit by its id or token. */
export type EventFilter = (event: HistoryEvent) => boolean;

interface Term {
  readonly key: string;
  readonly value: string;
  readonly negated: boolean;
}

/**
 * The filter's grammar: words separated by spaces, all of which must hold. `from:` and `to:` name the
 * sending and the receiving device of a message, `at:` the device of any event, `kind:` an event's or
 * a frame's kind, `room:` and `link:` a part of their names, `edit:` an edit's id or text. A bare word is
 * a part of the event's text. A leading `-` negates; double quotes keep spaces; commas mean or.
 */
export function parseFilter(
  text: string,
  coneOf: (edit: string) => ReadonlySet<number>,
): EventFilter {
  const terms = readTerms(text).map((term) => {
    const cones = term.key === 'edit' ? term.value.split(',').map(coneOf) : [];
    const matches = (event: HistoryEvent): boolean =>
      term.key === 'edit'
        ? cones.some((cone) => cone.has(event.seq))
        : term.value.split(',').some((value) => matchesTerm(event, term.key, value));
    return (event: HistoryEvent): boolean => matches(event) !== term.negated;
  });
  return (event) => terms.every((matches) => matches(event));
}

function readTerms(text: string): readonly Term[] {
  return [...text.matchAll(/(-?)(?:(from|to|at|kind|room|link|edit):)?("([^"]*)"?|\S+)/g)].map(
    ([, minus = '', key = '', word = '', quoted]) => ({
      key,
      value: (quoted ?? word).toLowerCase(),
      negated: minus === '-',
    }),
  );
}

function matchesTerm(event: HistoryEvent, key: string, value: string): boolean {
  const isMessage = event.kind === 'send' || event.kind === 'receive';
  switch (key) {
    case 'from':
      return (
        isMessage &&
        includes(event.kind === 'send' ? event.device : otherEnd(event.link, event.device), value)
      );
    case 'to':
      return (
        isMessage &&
        includes(
          event.kind === 'receive' ? event.device : otherEnd(event.link, event.device),
          value,
        )
      );
    case 'at':
      return includes(event.device, value);
    case 'kind':
      return event.kind === value || (isMessage && event.frame === value);
    case 'room':
      return 'room' in event && includes(event.room ?? '', value);
    case 'link':
      return 'link' in event && includes(event.link, value);
    default:
      return includes(`${event.device} ${event.kind} ${eventWords(event)}`, value);
  }
}

function includes(text: string, value: string): boolean {
  return text.toLowerCase().includes(value);
}
