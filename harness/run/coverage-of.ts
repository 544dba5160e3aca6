import type { History } from '#harness/contract/history.ts';
import {
  coverageOfDeliveries,
  deliverySituations,
  type DeliverySituation,
} from './coverage-of-deliveries.ts';
import { marksOf } from './marks-of.ts';

/** Situations that exploration of networks must meet now and then, or it explores too little. */
const onNetworks = [
  'edits made at the same time',
  'an edit made while cut off',
  'a cut while a sync step 2 was in flight',
  'a process killed with writes that were not durable',
  'bytes held during a cut and delivered after it',
  'a replica opened again on its own storage',
  'an update that Yjs derived',
  'a component judged before a heal',
  'a link that was never healed',
  'a user who was shown and then gone',
] as const;

export type Situation = (typeof onNetworks)[number] | DeliverySituation;

/** What exploration must meet, by setting. */
export const situations: Readonly<Record<'network' | 'documents', readonly Situation[]>> = {
  network: onNetworks,
  documents: deliverySituations,
};

/** Which of the situations arose in a run. */
export function coverageOf(history: History): ReadonlySet<Situation> {
  const isWithoutNetwork = history.topology.devices.every(({ kind }) => kind === 'client');
  if (isWithoutNetwork) return coverageOfDeliveries(history);
  const met = new Set<Situation>();
  const marks = marksOf(history);
  if (marks.has('concurrent-edits')) met.add('edits made at the same time');
  if ([...marks].some((mark) => mark.startsWith('edit-offline:')))
    met.add('an edit made while cut off');
  const step2 = new Map<string, string>();
  const sentAtMs = new Map<string, number>();
  const durable = new Map<string, number>();
  const cut = new Set<string>();
  let healedAtMs = Infinity;
  for (const event of history.events) {
    switch (event.kind) {
      case 'send':
        sentAtMs.set(event.message, event.atMs);
        if (event.frame === 'step2') step2.set(event.message, event.link);
        break;
      case 'receive':
        step2.delete(event.message);
        if (healedAtMs < event.atMs && (sentAtMs.get(event.message) ?? Infinity) < healedAtMs) {
          met.add('bytes held during a cut and delivered after it');
        }
        sentAtMs.delete(event.message);
        break;
      case 'storage':
        durable.set(
          event.device,
          (durable.get(event.device) ?? 0) + (event.state === 'written' ? 1 : -1),
        );
        break;
      case 'stop':
        if (event.cause !== 'close' && (durable.get(event.device) ?? 0) > 0) {
          met.add('a process killed with writes that were not durable');
        }
        durable.delete(event.device);
        break;
      case 'load':
        if (
          event.state === 'ready' &&
          event.payload !== undefined &&
          history.payload(event.payload).length > 2
        ) {
          met.add('a replica opened again on its own storage');
        }
        break;
      case 'update':
        if (event.origin.from === 'derived') met.add('an update that Yjs derived');
        break;
      case 'snapshot':
        if (event.cause === 'component') met.add('a component judged before a heal');
        break;
      case 'awareness':
        if (event.origin === 'remote' && event.removed.length > 0)
          met.add('a user who was shown and then gone');
        break;
      case 'fault':
        if (event.links.some((link) => [...step2.values()].includes(link))) {
          met.add('a cut while a sync step 2 was in flight');
        }
        if (event.action.do === 'partition' || event.action.do === 'cut')
          for (const link of event.links) cut.add(link);
        break;
      case 'heal':
        if (event.action.do === 'heal') for (const link of event.links) cut.delete(link);
        healedAtMs = event.atMs;
        break;
      default:
    }
  }
  if (cut.size > 0) met.add('a link that was never healed');
  return met;
}
