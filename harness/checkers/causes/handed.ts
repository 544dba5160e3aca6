import type { Cause } from '#harness/contract/cause.ts';

/** A replica of another implementation had been handed an update with something missing in between. */
export const handedGap = handed('gap');

/** A replica of another implementation had been handed a deletion before what it deletes. */
export const handedEarlyDeletion = handed('early-deletion');

/** By the mark that the delivery left at the finding's own replica, before the finding. */
function handed(what: string): Cause {
  return ({ events }, { seq = -1, device }) =>
    events.some(
      (event) =>
        event.kind === 'mark' &&
        event.mark === `foreign-handed:${what}` &&
        event.device === device &&
        event.seq < seq,
    );
}
