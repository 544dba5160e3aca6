import type { Checker } from '#harness/contract/checker.ts';
import type { History } from '#harness/contract/history.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';
import { providerDeadlines } from './status/provider-deadlines.ts';
import { undialled } from './status/undialled.ts';

const judged = { rule: 'LIVE-3', title: 'Every provider gets its answer' } as const;

/**
 * Every provider whose link is up reports synced by the deadline that the link model computed for that
 * link at a heal, which allows for both sync steps: a provider asks once per connection, and an answer
 * that is lost is missed for ever, whether or not it had anything to say. None is told not to come back:
 * every device's token is good. And a link that users of a room need has a provider.
 */
export const providerUnsynced: Checker = {
  ...judged,
  check(history) {
    const deadlines = providerDeadlines(
      history,
      ({ status, synced }) => synced || status.status === 'closed',
    );
    const late = deadlines
      .filter(({ isMet }) => !isMet)
      .map(({ before: { status }, dueMs }) => ({
        detail:
          `${status.device}'s provider on ${status.link} was not synced by the link's deadline at ` +
          `${Math.round(dueMs)} ms, though the link was up`,
        seq: status.seq,
        device: status.device,
        room: status.room,
      }));
    return conclude(
      judged,
      [...turnedAway(history), ...late, ...missing(history)],
      deadlines.length > 0
        ? { saw: `${deadlines.length} times a provider on a link that was up was synced in time` }
        : { missing: 'no deadline passed undisturbed with a provider on a link that was up' },
    );
  },
};

function turnedAway({ events }: History): Finding[] {
  return events.flatMap((event): Finding[] => {
    if (event.kind !== 'status' || event.turnedAway !== true) return [];
    const { seq, device, room, link, atMs } = event;
    const detail = `${device}'s provider on ${link} was told at ${Math.round(atMs)} ms not to come back`;
    return [{ detail, seq, device, room }];
  });
}

function missing(history: History): Finding[] {
  return undialled(history).map(({ deadline: { seq, atMs, room }, link, dueMs }) => {
    const detail =
      `${link.dialler} did not dial ${link.listener} for room ${room} from ${Math.round(atMs)} ms to ` +
      `${Math.round(dueMs)} ms, though the link was up and somebody used the room`;
    return { detail, seq, device: link.dialler, room };
  });
}
