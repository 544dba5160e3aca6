import type { Cause } from '#harness/contract/cause.ts';
import { floods } from '../status/floods.ts';

/**
 * Without the messages by which servers sent the edit back to who had brought it, its flood was within the
 * bound.
 */
export const sentBack: Cause = (history, { seq, room = '' }, { edit: name = '' }) =>
  (floods(history).get(room) ?? []).some(
    ({ edit, sends, bound, sentBack: returned }) =>
      (edit.token === undefined ? String(edit.seq) : `"${edit.token}"`) === name &&
      sends[bound]?.seq === seq &&
      returned > 0 &&
      sends.length - returned <= bound,
  );
