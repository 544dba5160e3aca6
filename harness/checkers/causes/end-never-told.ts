import type { Cause } from '#harness/contract/cause.ts';

/**
 * The provider of `link` was given another connection while the end of its former one had not been told,
 * and was answered on the new one in time (`dueMs`): so it had nothing to report, and reported nothing.
 */
export const endNeverTold: Cause = ({ events }, { room }, { link, dueMs }) => {
  const onLink = events.filter(
    (event) =>
      'link' in event && event.link === link && event.room === room && event.atMs <= Number(dueMs),
  );
  const opened = onLink.flatMap((event) =>
    event.kind === 'open' && event.end === 'dialler' ? [event] : [],
  );
  const newest = opened.at(-1);
  if (newest === undefined) return false;
  const wasOpen = opened
    .slice(0, -1)
    .some(({ connection }) =>
      onLink.every(
        (event) =>
          event.kind !== 'close' ||
          event.end !== 'dialler' ||
          event.connection !== connection ||
          event.seq > newest.seq,
      ),
    );
  const isAnswered = onLink.some(
    (event) =>
      event.kind === 'receive' &&
      event.end === 'dialler' &&
      event.frame === 'step2' &&
      event.connection === newest.connection,
  );
  const isOpen = onLink.every(
    (event) => event.kind !== 'close' || event.connection !== newest.connection,
  );
  return wasOpen && isAnswered && isOpen;
};
