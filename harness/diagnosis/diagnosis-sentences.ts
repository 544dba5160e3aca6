import type { Diagnosis } from '#harness/contract/diagnosis.ts';
import { missedLinkWords, seconds } from './missed-link-words.ts';

type Told = Omit<Diagnosis, 'sentences'>;

interface Ending {
  /** When the state was observed, milliseconds. */
  readonly endMs: number;
  /** Where a piece went that nobody has; null when somebody has it. */
  readonly why: string | null;
}

/** A diagnosis in words, the answer first: what is wrong, how far it came, where it stopped, which struct. */
export function diagnosisSentences(told: Told, { endMs, why }: Ending): readonly string[] {
  return [
    problemOf(told),
    ...travelOf(told),
    ...(told.shouldHaveCarried === null
      ? []
      : [`${missedLinkWords(told.shouldHaveCarried, endMs)}.`]),
    ...(why === null ? [] : [`${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`]),
    structOf(told),
  ];
}

function problemOf(told: Told): string {
  const { device, problem, piece, where } = told;
  const what = `${nameOf(told)}${byWhom(told)}`;
  switch (problem) {
    case 'missing':
      if (where === 'storage') {
        return piece === 'insert'
          ? `the storage of ${device} does not give back ${what}`
          : `the storage of ${device} gives back what was deleted: ${what}`;
      }
      return piece === 'insert'
        ? `${device} never got ${what}`
        : `${device} still shows what was deleted: ${what}`;
    case 'stuck':
      return piece === 'insert'
        ? `${device} holds what builds on ${what}, and cannot show it before that comes`
        : `${device} holds deletions in ${what}, and cannot make them before that comes`;
    case 'duplicated':
      return `${device} shows ${what} twice: again under ids that no edit made`;
    case 'invented':
      return piece === 'insert'
        ? `${device} holds ${what}, which no edit made`
        : `${device} deleted ${what}, which no edit deleted`;
    case 'forked':
      return `two different pieces have one id, the first of them ${what}: two replicas use client id ${told.structs.client}`;
  }
}

/** The edit's token, or what the structs say. */
function nameOf({ author, text, structs }: Told): string {
  if (author?.token !== null && author?.token !== undefined) return `"${author.token}"`;
  return text === '' ? `struct ${structs.client}:${structs.clock}` : `"${text}"`;
}

function byWhom({ author, piece, problem }: Told): string {
  if (author === null) return '';
  const did = piece === 'insert' || problem === 'stuck' ? 'wrote' : 'deleted';
  return `, which ${author.device} ${did} at ${seconds(author.atMs)} s`;
}

/** The way to where it stopped, or to who showed first what nobody wrote. */
function travelOf({ path, problem, shouldHaveCarried }: Told): string[] {
  const [first, ...rest] = path;
  if (first === undefined) return [];
  if (problem === 'invented' || problem === 'duplicated')
    return [`It first showed at ${first.device}, at ${seconds(first.atMs)} s.`];
  if (problem === 'forked' || rest.length === 0) return [];
  const way = rest.map(({ device, atMs }) => ` → ${device} (${seconds(atMs)})`).join('');
  return [
    `It travelled ${first.device}${way}${shouldHaveCarried === null ? '.' : ' and stopped there.'}`,
  ];
}

function structOf({ structs, piece, problem, root, after, text }: Told): string {
  const { client, clock, length } = structs;
  const word = { missing: 'Missing', stuck: 'Awaited', duplicated: 'Duplicate' } as const;
  const first =
    problem === 'invented' ? 'Invented' : problem === 'forked' ? 'Forked' : word[problem];
  const size = length === 1 ? '1 clock' : `${length} clocks`;
  const parts = [
    problem === 'stuck' ? 'insert' : piece,
    size,
    ...(root === '' ? [] : [`root "${root}"`]),
    ...(text === '' ? [] : [`says ${JSON.stringify(text)}`]),
    ...(after === '' ? [] : [`after ${JSON.stringify(after)}`]),
  ];
  return `${first} struct ${client}:${clock} (${parts.join(', ')}).`;
}
