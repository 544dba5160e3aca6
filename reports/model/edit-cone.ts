import type { EventOf, IdRange } from '#harness/contract/history-event.ts';
import type { ReportData } from '#harness/contract/report-data.ts';

/** An edit that can be followed. */
export interface FollowedEdit {
  /** Its first struct, `client:clock`: short, and the same in every panel and link. */
  readonly id: string;
  readonly seq: number;
  readonly atMs: number;
  readonly device: string;
  readonly room: string;
  /** What was written, else the action's name. */
  readonly label: string;
  readonly inserted: readonly IdRange[];
  readonly deleted: readonly IdRange[];
}

/** Every edit of a run, in order. */
export function editsOf(data: ReportData): readonly FollowedEdit[] {
  return data.events
    .filter((event): event is EventOf<'edit'> => event.kind === 'edit')
    .map((event) => {
      const [first] = [...event.inserted, ...event.deleted];
      return {
        id: first === undefined ? `event-${event.seq}` : `${first.client}:${first.clock}`,
        seq: event.seq,
        atMs: event.atMs,
        device: event.device,
        room: event.room,
        label: event.token ?? event.action,
        inserted: event.inserted,
        deleted: event.deleted,
      };
    });
}

/**
 * What an edit caused to move: `seq` of the edit, of every message, update and stored record that
 * carried it, wherever they happened.
 */
export function coneOf(data: ReportData, edit: FollowedEdit): ReadonlySet<number> {
  const carriers = new Set<number>();
  for (const [ref, payload] of data.payloads.entries()) {
    if (payload === null) continue;
    if (meets(payload.structs, edit.inserted) || meets(payload.deletes, edit.deleted))
      carriers.add(ref);
  }
  const cone = new Set([edit.seq]);
  for (const event of data.events) {
    if (!('payload' in event) || event.payload === undefined) continue;
    if (!carriers.has(event.payload) || event.kind === 'snapshot') continue;
    if (event.kind === 'publish' || event.room === edit.room) cone.add(event.seq);
  }
  return cone;
}

function meets(some: readonly IdRange[], others: readonly IdRange[]): boolean {
  return some.some((a) =>
    others.some(
      (b) => a.client === b.client && a.clock < b.clock + b.length && b.clock < a.clock + a.length,
    ),
  );
}
