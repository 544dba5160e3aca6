import type { History } from '#harness/contract/history.ts';
import { marksOf } from './marks-of.ts';

/** Situations that exploration of deliveries must meet now and then, or it explores too little. */
export const deliverySituations = [
  'edits made at the same time',
  'an update that Yjs derived',
  'an update handed over again',
  'an update handed over in V2',
  'an update handed over in another form than it was emitted in',
  'an update that waited for what it builds on',
  'documents with and without gc',
  'a document kept by yrs',
  'documents compared that not everybody equals',
] as const;

export type DeliverySituation = (typeof deliverySituations)[number];

/** Which of the situations arose in a run without a network. */
export function coverageOfDeliveries(history: History): ReadonlySet<DeliverySituation> {
  const met = new Set<DeliverySituation>();
  const marks = marksOf(history);
  if (marks.has('concurrent-edits')) met.add('edits made at the same time');
  if (marks.has('waits')) met.add('an update that waited for what it builds on');
  const { devices } = history.topology;
  if (new Set(devices.map(({ gc }) => gc)).size > 1) met.add('documents with and without gc');
  if (devices.some((device) => device.kind === 'client' && device.engine === 'yrs'))
    met.add('a document kept by yrs');
  const emitted = new Set<number>();
  const handed = new Set<string>();
  for (const event of history.events) {
    if (event.kind === 'update') {
      emitted.add(event.payload);
      if (event.origin.from === 'derived') met.add('an update that Yjs derived');
    } else if (event.kind === 'deliver') {
      const key = `${event.replica} ${event.payload}`;
      if (handed.has(key)) met.add('an update handed over again');
      handed.add(key);
      if (event.encoding === 'v2') met.add('an update handed over in V2');
      else if (!emitted.has(event.payload))
        met.add('an update handed over in another form than it was emitted in');
    } else if (event.kind === 'snapshot' && event.cause === 'component') {
      if ((event.component?.length ?? 0) > 1)
        met.add('documents compared that not everybody equals');
    }
  }
  return met;
}
