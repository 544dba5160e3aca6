import {
  convertUpdateFormatV1ToV2,
  convertUpdateFormatV2ToV1,
  diffUpdate,
  mergeUpdates,
  mergeUpdatesV2,
} from 'yjs';
import type { Handling } from '#harness/contract/schedule.ts';
import type { Handle } from './handle.ts';
import { split } from './split.ts';
import { suffixes } from './suffixes.ts';

/** What each handling does, by name. */
export type Handlings = Readonly<Record<Handling, Handle>>;

/** Every handling, by what yjs offers for it. */
export const handlings: Handlings = {
  merged: (updates) => (updates.length === 0 ? [] : [mergeUpdates([...updates])]),
  'merged-v2': (updates) =>
    updates.length === 0
      ? []
      : [convertUpdateFormatV2ToV1(mergeUpdatesV2(updates.map(convertUpdateFormatV1ToV2)))],
  split,
  suffixes,
  needed: (updates, receiverVector) => updates.map((update) => diffUpdate(update, receiverVector)),
  recoded: (updates) =>
    updates.map((update) => convertUpdateFormatV2ToV1(convertUpdateFormatV1ToV2(update))),
  reversed: (updates) => updates.toReversed(),
  twice: (updates) => updates.flatMap((update) => [update, update]),
};
