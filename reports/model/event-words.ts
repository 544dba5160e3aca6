import type { HistoryEvent, UpdateOrigin } from '#harness/contract/history-event.ts';
import { otherEnd } from './flights.ts';
import { faultWords } from './fault-window.ts';

/** An event in a few words, without its time and device. */
export function eventWords(event: HistoryEvent): string {
  switch (event.kind) {
    case 'start':
      return `starts, life ${event.incarnation}`;
    case 'stop':
      return `stops: ${event.cause}`;
    case 'replica':
      return `replica ${event.replica} ${event.state}, client id ${event.clientId}`;
    case 'load':
      return `loading ${event.state}`;
    case 'open':
      return `${event.connection} open, ${event.end} of ${event.link}`;
    case 'close':
      return `${event.connection} closed with ${event.code} by ${event.by}`;
    case 'send':
      return `sends ${event.frame} to ${otherEnd(event.link, event.device)}, ${event.message}`;
    case 'receive':
      return `receives ${event.frame} from ${otherEnd(event.link, event.device)}, ${event.message}`;
    case 'publish':
      return `publishes ${event.message} on ${event.channel}`;
    case 'update':
      return `applies an update from ${originWords(event.origin)}`;
    case 'deliver':
      return `is handed a ${event.encoding} update by ${event.sender}`;
    case 'disagreement':
      return `${event.says}, unlike yjs`;
    case 'edit':
      return `${event.action} ${JSON.stringify(event.token ?? event.args)} in ${event.root}`;
    case 'fault':
      return faultWords(event.action);
    case 'heal':
      return `${event.action.do}${'device' in event.action ? ` ${event.action.device}` : ''}`;
    case 'storage':
      return `${event.medium} ${event.state}`;
    case 'status':
      return `${event.link} ${event.status}`;
    case 'sync':
      return `${event.link} ${event.synced ? 'synced' : 'not synced'}`;
    case 'acknowledged':
      return `acknowledges on ${event.connection}`;
    case 'awareness':
      return `awareness ${event.event} (${event.origin}): ${idsWords(event)}`;
    case 'exception':
      return `exception ${event.error} in ${event.where}`;
    case 'snapshot':
      return `snapshot, ${event.cause}${event.pendingStructs ? ', pending structs' : ''}`;
    case 'malformed':
    case 'storage-failed':
      return `${event.kind}: ${event.error}`;
    case 'quiescence':
      return event.reached ? 'nothing left to do' : `not quiet: ${event.reason}`;
    case 'mark':
      return `mark ${event.mark}`;
    case 'note':
      return event.text;
    case 'unsupported':
      return `unsupported: ${event.what}`;
    default:
      return event.kind;
  }
}

function idsWords({
  added,
  updated,
  removed,
}: Extract<HistoryEvent, { kind: 'awareness' }>): string {
  const parts = [
    ...added.map((id) => `+${id}`),
    ...updated.map((id) => `~${id}`),
    ...removed.map((id) => `-${id}`),
  ];
  return parts.join(' ');
}

function originWords(origin: UpdateOrigin): string {
  if (origin.from === 'connection') return origin.connection;
  return origin.from === 'delivery' ? origin.sender : origin.from;
}
