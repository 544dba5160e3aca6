import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { treeCost } from '#harness/topology/flood-bound.ts';
import { conclude, type Evidence } from './status/conclude.ts';
import { floods } from './status/floods.ts';

const judged = { rule: 'ECON-1', title: 'An edit floods once' } as const;

/**
 * Update messages that carry an edit stay within 2 x live connections - replicas + 1, counted over
 * the connections that lived while it spread. A frame that carries several edits counts once for
 * each. Sync steps are initial sync, and apart; so are deletions that Yjs derives, edits made twice by
 * different users, and edits that reached a replica before something they build on.
 */
export const floodBound: Checker = {
  ...judged,
  check(history) {
    const findings: Finding[] = [];
    const said: string[] = [];
    for (const room of history.rooms) {
      const spread = floods(history).get(room) ?? [];
      let dearest = { messages: 0, bound: 0, replicas: 0 };
      for (const { edit, sends, connections, replicas, bound } of spread) {
        if (sends.length > dearest.messages) dearest = { messages: sends.length, bound, replicas };
        const excess = sends[bound];
        if (!excess) continue;
        const name = edit.token === undefined ? `edit ${edit.seq}` : `edit "${edit.token}"`;
        const detail =
          `${name} of ${edit.device} took ${sends.length} update messages, ${bound} are the bound ` +
          `for ${connections} connections and ${replicas} replicas; ${excess.device} sent the first one too many`;
        findings.push({ detail, seq: excess.seq, device: excess.device, room });
      }
      if (spread.length > 0)
        said.push(
          `${room}: ${spread.length} edits, at most ${dearest.messages} update messages each ` +
            `(bound ${dearest.bound}, a tree needs ${treeCost(dearest.replicas)})`,
        );
    }
    const evidence: Evidence =
      said.length > 0 ? { saw: said.join('; ') } : { missing: 'no update message carried an edit' };
    return conclude(judged, findings, evidence);
  },
};
