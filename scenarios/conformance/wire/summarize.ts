import { decodeStateVector, decodeUpdate } from 'yjs';
import type { Message } from './message.ts';

/** One line for people: `step2 3 structs, 1 delete range`. */
export function summarize(message: Message): string {
  switch (message.kind) {
    case 'step1':
      return `step1 ${clients(message.stateVector)}`;
    case 'step2':
    case 'update':
      return `${message.kind} ${contents(message.update)}`;
    case 'awareness':
      return `awareness ${message.entries
        .slice(0, 4)
        .map(({ client, clock, state }) => `${client}@${clock} ${clip(state)}`)
        .join(
          ', ',
        )}${message.entries.length > 4 ? `, and ${message.entries.length - 4} more` : ''}`;
    case 'token':
      return 'auth token';
    case 'granted':
      return `auth granted ${message.scope}`.trimEnd();
    case 'denied':
      return `auth denied "${message.reason}"`;
    case 'acknowledge':
      return `acknowledge, ${message.body.length} B`;
    case 'sync-status':
      return message.applied ? 'sync status: taken' : 'sync status: refused';
    case 'closing':
      return `close document "${message.reason}"`;
    case 'text':
      return `text frame "${clip(message.text)}"`;
    case 'other':
      return `message type ${message.type}, ${message.body.length} B`;
    case 'undecodable':
      return `undecodable: ${message.why}`;
    case 'query-awareness':
      return 'query awareness';
  }
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function clients(stateVector: Uint8Array): string {
  try {
    const entries = [...decodeStateVector(stateVector)].map(([id, clock]) => `${id}:${clock}`);
    return entries.length === 0 ? 'empty state vector' : clip(entries.join(' '));
  } catch (error) {
    return `with a broken state vector (${String(error)})`;
  }
}

function contents(update: Uint8Array): string {
  if (update.length > 20_000) return `${update.length} B`;
  try {
    const { structs, ds } = decodeUpdate(update);
    const deletes = [...ds.clients.values()].reduce((sum, ranges) => sum + ranges.length, 0);
    return `${structs.length} structs, ${deletes} delete ranges`;
  } catch (error) {
    return `that Yjs cannot read (${String(error)})`;
  }
}
