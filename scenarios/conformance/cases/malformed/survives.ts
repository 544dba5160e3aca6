import type { CaseContext } from '../../case-context.ts';
import type { Peer } from '../../peer/peer.ts';
import { append, bodyOf, textReplica } from '../../peer/replica.ts';

/**
 * What must hold whatever one client sends: the process lives, the others in the room keep syncing,
 * their documents are unchanged, a newcomer is served, and another room too. The offender may be
 * closed. `offend` is given the offender's open socket.
 */
export async function survives(
  context: CaseContext,
  offend: (offender: Peer) => void | Promise<void>,
): Promise<void> {
  const { join, connect, sees, quiet, require, room } = context;
  const writer = await join('writer', { replica: textReplica('intact') });
  const reader = await join('reader');
  await sees(reader, 'intact');
  const offender = await connect('offender', { conduct: 'raw' });
  offender.askForState();
  await offend(offender);
  await quiet();

  for (const { name, replica } of [writer, reader]) {
    const text = bodyOf(replica);
    require(`${name}'s document is unchanged`, text === 'intact', `it has "${text}"`);
  }
  require('the writer stays connected', writer.end === null, JSON.stringify(writer.end));
  append(writer.replica, ' and alive');
  await sees(reader, 'intact and alive');
  await sees(await join('newcomer'), 'intact and alive');
  await join('neighbour', { room: `${room}-next` });
}
