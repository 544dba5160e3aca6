import { ContentFormat, decodeUpdate, Item } from 'yjs';
import type { Checker } from '#harness/contract/checker.ts';
import type { Finding } from '#harness/contract/verdict.ts';
import { findingsAt } from './content/findings-at.ts';
import { lackingPieces } from './content/lacking-pieces.ts';
import { conclude } from './status/conclude.ts';
import { IdSet } from './status/id-set.ts';
import { payloadReader } from './status/payload-reader.ts';

const judged = { rule: 'DERIV-1', title: 'Derived updates only clear formats' } as const;

const formatsOf = payloadReader((update: Uint8Array) =>
  decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Item && struct.content instanceof ContentFormat
      ? [{ client: struct.id.client, clock: struct.id.clock, length: struct.length }]
      : [],
  ),
);

const changesOf = payloadReader((update: Uint8Array) => {
  const { structs, ds } = decodeUpdate(update);
  const deletes = [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, clock, length: len })),
  );
  return { structs: structs.length, deletes };
});

/**
 * After a remote transaction Yjs deletes redundant format marks in a local one, on relays too. Such an
 * update makes nothing and deletes format items only; anything else was made by nobody.
 */
export const derivedUpdates: Checker = {
  ...judged,
  check(history) {
    const formats = new IdSet();
    const findings: Finding[] = [];
    let derived = 0;
    for (const event of history.events) {
      if (event.kind !== 'update') continue;
      formats.addAll(formatsOf(history)(event.payload) ?? []);
      if (event.origin.from !== 'derived') continue;
      derived++;
      const changes = changesOf(history)(event.payload);
      const { seq, device, room } = event;
      if (changes === undefined || changes.structs > 0) {
        findings.push({
          seq,
          device,
          room,
          detail: `${device} made an update with new structs that no edit, connection or storage brought`,
        });
        continue;
      }
      const others = changes.deletes.flatMap((range) => [...formats.gapsIn(range)]);
      findings.push(
        ...findingsAt(
          event,
          lackingPieces(history, room, 'inserted', others).map(
            ({ client, clock }) =>
              `${device} deleted ${client}:${clock} by itself, which is no format mark`,
          ),
        ),
      );
    }
    const updates = history.events.some(({ kind }) => kind === 'update');
    return conclude(
      judged,
      findings,
      updates ? { saw: `${derived} derived updates` } : { missing: 'no update was applied' },
    );
  },
};
