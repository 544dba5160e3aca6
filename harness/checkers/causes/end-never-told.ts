import type { Cause } from '#harness/contract/cause.ts';
import type { EventOf } from '#harness/contract/history-event.ts';

/**
 * The provider of `link` called its former connection disconnected before that had ended, and was answered on
 * the next one in time (`dueMs`): nobody told it of the end, so it had nothing to report.
 */
export const endNeverTold: Cause = ({ events }, { room }, { link, dueMs }) => {
  const onLink = events.filter(
    (event) =>
      'link' in event && event.link === link && event.room === room && event.atMs <= Number(dueMs),
  );
  const ofDialler = (kind: 'open' | 'close'): EventOf<'open' | 'close'>[] =>
    onLink.flatMap((event) => (event.kind === kind && event.end === 'dialler' ? [event] : []));
  const [former, newest] = ofDialler('open').slice(-2);
  if (former === undefined || newest === undefined) return false;
  const endedSeq = (connection: string): number =>
    ofDialler('close').find((close) => close.connection === connection)?.seq ?? Infinity;
  const gaveUp = onLink.some(
    (event) =>
      event.kind === 'status' &&
      event.status === 'disconnected' &&
      event.seq > former.seq &&
      event.seq < Math.min(newest.seq, endedSeq(former.connection)),
  );
  const isAnswered = onLink.some(
    (event) =>
      event.kind === 'receive' &&
      event.end === 'dialler' &&
      event.frame === 'step2' &&
      event.connection === newest.connection,
  );
  return gaveUp && isAnswered && endedSeq(newest.connection) === Infinity;
};
