import { decodeUpdate, diffUpdate, encodeStateVector, Skip } from 'yjs';
import type { Handle } from './handle.ts';

/**
 * Before each update what replicas need of it that had all but its last struct, and half of that struct:
 * parts that overlap, the shortest first, some of which begin in the middle of a struct.
 */
export const suffixes: Handle = (updates) =>
  updates.flatMap((update) => {
    const structs = decodeUpdate(update).structs.filter((struct) => !(struct instanceof Skip));
    const last = structs.at(-1);
    if (last === undefined) return [update];
    const { client, clock } = last.id;
    const before = new Map<number, number>();
    for (const { id, length } of structs)
      if (id.client !== client) before.set(id.client, id.clock + length);
    const beyond = (known: number): Uint8Array =>
      diffUpdate(update, encodeStateVector(new Map([...before, [client, known]])));
    const half = clock + Math.floor(last.length / 2);
    return [...(half > clock ? [beyond(half)] : []), beyond(clock), update];
  });
