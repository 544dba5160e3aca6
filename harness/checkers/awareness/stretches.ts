import { equalityDeep } from 'lib0/function';
import type { Pair } from './pairs.ts';
import type { PresenceReplica, Shown } from './presence-replicas.ts';
import type { Json } from '#harness/contract/json.ts';

/** A time in which a subject's own state did not change its value; `seq` set it, or opened the pair. */
export interface Stretch {
  readonly state: Json;
  readonly fromMs: number;
  readonly toMs: number;
  readonly seq: number;
}

/**
 * The subject's states while both of a pair were open. A state at clock 0 is never shown to anybody
 * and does not count.
 */
export function ownStretches({ subject, fromMs, toMs }: Pair): Stretch[] {
  return merged(shownBy(subject, subject.client)).flatMap((own, index, all) => {
    const from = Math.max(own.atMs, fromMs);
    const to = Math.min(all[index + 1]?.atMs ?? Infinity, toMs);
    if (own.state === null || own.clock === 0 || from >= to) return [];
    return [{ state: own.state, fromMs: from, toMs: to, seq: own.seq }];
  });
}

/** The parts of a stretch in which the observer did not show that value. */
export function absences({ subject, observer }: Pair, stretch: Stretch): Stretch[] {
  const shown = shownBy(observer, subject.client);
  const before = shown.findLast(({ atMs }) => atMs <= stretch.fromMs);
  const during = shown.filter(({ atMs }) => atMs > stretch.fromMs && atMs < stretch.toMs);
  const changes = [
    { atMs: stretch.fromMs, seq: stretch.seq, state: before?.state ?? null },
    ...during,
  ];
  const parts: Stretch[] = [];
  let began: { atMs: number; seq: number } | undefined;
  for (const { atMs, seq, state } of changes) {
    const isShown = equalityDeep(state, stretch.state);
    if (!isShown) began ??= { atMs, seq };
    else if (began) {
      parts.push({ state: stretch.state, fromMs: began.atMs, toMs: atMs, seq: began.seq });
      began = undefined;
    }
  }
  if (began) parts.push({ ...stretch, fromMs: began.atMs, seq: began.seq });
  return parts.filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** What a replica showed of an id, by time. */
export function shownBy(replica: PresenceReplica, client: number): readonly Shown[] {
  return replica.shown.get(client) ?? [];
}

/** Without renewals; a value first seen at clock 0 counts from its first renewal. */
function merged(shown: readonly Shown[]): Shown[] {
  const kept: Shown[] = [];
  for (const one of shown) {
    const last = kept.at(-1);
    if (last && last.clock > 0 && equalityDeep(last.state, one.state)) continue;
    kept.push(one);
  }
  return kept;
}
