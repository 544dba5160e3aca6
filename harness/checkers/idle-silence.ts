import type { Checker } from '#harness/contract/checker.ts';
import type { EventOf } from '#harness/contract/history-event.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { readAwareness } from './awareness/read-awareness.ts';
import { busStorms } from './status/bus-storms.ts';
import { conclude } from './status/conclude.ts';
import { idleTraffic, idleWindows } from './status/idle-windows.ts';
import { payloadReader } from './status/payload-reader.ts';
import { renewalMessages, renewals } from './status/renewals.ts';

const judged = { rule: 'ECON-2', title: 'An idle room is silent' } as const;

/** A window shorter than a renewal interval shows nothing. */
const shortestMs = 15_000;
/** A keep-alive serves watchdogs of 30 s; what is sent more often than this is none. */
const keepAliveMs = 5_000;

const entriesOf = payloadReader((frame) => readAwareness(frame).length);

/**
 * In an idle room no sync step and no update is sent; renewals come at most every 15 s per user and
 * go at most once over each end of each connection; keep-alives (awareness without entries, and
 * messages of other types) come at most every 5 s per end of a connection. Servers that talk over a bus
 * fall silent there, too, as soon as they have answered each other.
 */
export const idleSilence: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [...busStorms(history)];
    const said: string[] = [];
    const windows = idleWindows(history).filter(({ fromMs, toMs }) => toMs - fromMs >= shortestMs);
    for (const window of windows) {
      const durationMs = window.toMs - window.fromMs;
      for (const room of history.rooms) {
        const { sends, connections, users } = idleTraffic(history, room, window);
        if (connections === 0) continue;
        const isRenewal = ({ frame, payload }: EventOf<'send' | 'receive'>): boolean =>
          frame === 'awareness' && (entriesOf(history)(payload) ?? 1) > 0;
        const kinds = [
          {
            what: 'sync steps and updates',
            sent: sends.filter(({ frame }) => ['step1', 'step2', 'update'].includes(frame)),
            most: 0,
          },
          {
            what: 'renewals',
            sent: sends.filter(isRenewal),
            most: users * renewals(durationMs).most * renewalMessages(connections),
          },
          {
            what: 'keep-alives',
            sent: sends.filter(
              (send) => !['step1', 'step2', 'update'].includes(send.frame) && !isRenewal(send),
            ),
            most: 2 * connections * (Math.floor(durationMs / keepAliveMs) + 1),
          },
        ];
        for (const { what, sent, most } of kinds) {
          const excess = sent[most];
          if (!excess) continue;
          const detail =
            `room ${room} was idle from ${Math.round(window.fromMs)} to ${Math.round(window.toMs)} ms and ` +
            `sent ${sent.length} ${what}, ${most} are the bound; ${excess.device} sent the first one too many`;
          findings.push({ detail, seq: excess.seq, device: excess.device, room });
        }
        const seconds = Math.round(durationMs / 1_000);
        said.push(
          `${room} idle for ${seconds} s: ${sends.length} messages, all within their rates`,
        );
      }
    }
    return conclude(
      judged,
      findings,
      said.length > 0
        ? { saw: said.join('; ') }
        : { missing: 'no connected room was idle for 15 s after it had settled for 35 s' },
    );
  },
};
