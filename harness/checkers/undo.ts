import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { conclude } from './status/conclude.ts';

const judged = { rule: 'UNDO-1', title: "An undo leaves others' work alone" } as const;

/** Yjs makes what it restores anew, under the id of who undoes; so a redo deletes own structs as well. */
const undoing: ReadonlySet<string> = new Set(['undo.undo', 'undo.redo']);

/**
 * What an undo or a redo deletes was made by the same replica. Of texts, whose parts have no parts of
 * their own that others could have made.
 */
export const undo: Checker = {
  ...judged,
  check({ events }) {
    const findings: Finding[] = [];
    const ownIds = new Map<string, Set<number>>();
    let undone = 0;
    for (const event of events) {
      if (event.kind === 'replica' && event.state === 'opened')
        ownIds.set(event.replica, new Set([event.clientId]));
      if (event.kind !== 'edit') continue;
      const { device, room, seq, replica, inserted, deleted, action, root, rootType } = event;
      const own = ownIds.get(replica) ?? new Set();
      for (const { client } of inserted) own.add(client);
      if (!undoing.has(action) || rootType !== 'text' || inserted.length + deleted.length === 0)
        continue;
      undone++;
      const foreign = deleted.find(({ client }) => !own.has(client));
      if (foreign === undefined) continue;
      const detail =
        `${action} at ${device} deleted ${foreign.client}:${foreign.clock} of "${root}", ` +
        'which another replica had made';
      findings.push({ detail, seq, device, room });
    }
    return conclude(
      judged,
      findings,
      undone > 0
        ? { saw: `${undone} undos and redos, each of own structs` }
        : { missing: 'nothing was undone' },
    );
  },
};
