import { defineCase } from '../../define-case.ts';
import { standing } from '../../peer/peer.ts';
import { append, setUser, textReplica } from '../../peer/replica.ts';

/** Connections come, go and die. */
export const comingAndGoing = [
  defineCase({
    id: 'YS-LIFE-001',
    title:
      'Who joins in the tick in which the last one leaves is in the same room as who joins later',
    level: 'MUST',
    source: 'ygo#1, hocuspocus#971: a room deleted while somebody enters splits into two documents',
    async run({ join, sees, converge, ended, quiet }) {
      for (let round = 0; round < 6; round++) {
        const last = await join(`last ${round}`, { replica: textReplica('x') });
        // Three times before the last one is gone, three times in the moment after.
        const joining = round < 3 ? join(`early ${round}`) : null;
        last.close();
        if (joining === null) await ended(last);
        const early = await (joining ?? join(`early ${round}`));
        if (joining === null) await quiet();
        const late = await join(`late ${round}`);
        append(early.replica, `early ${round};`);
        append(late.replica, `late ${round};`);
        await sees(late, `early ${round};`);
        await sees(early, `late ${round};`);
        await converge(early, late);
        early.close();
        late.close();
        await ended(late);
      }
    },
  }),
  defineCase({
    id: 'YS-LIFE-002',
    title: 'After 200 visits nobody is shown who is not there, and the room works',
    level: 'SHOULD',
    source: 'y-websocket#23, #145, pycrdt-websocket#87: what a visit leaves behind adds up',
    needs: ['flood'],
    async run({ join, shows, sees, until, require }) {
      const resident = await join('resident');
      for (let wave = 0; wave < 10; wave++) {
        const visitors = await Promise.all(
          Array.from({ length: 20 }, (_, index) => join(`visitor ${wave}.${index}`)),
        );
        for (const visitor of visitors) {
          setUser(visitor.replica, visitor.name);
          // As a provider does that is told to disconnect.
          visitor.replica.awareness.setLocalState(null);
          visitor.close();
        }
        await until(
          'the visitors have left',
          () => visitors.every(({ end }) => end !== null),
          () => `${visitors.filter(({ end }) => end === null).length} still connected`,
        );
        require('the resident stays connected', resident.end === null, standing(resident));
      }
      await shows(resident, []);
      const newcomer = await join('newcomer');
      await shows(newcomer, []);
      append(newcomer.replica, 'still here');
      await sees(resident, 'still here');
    },
  }),
  defineCase({
    id: 'YS-LIFE-003',
    title: 'A peer that breaks off abruptly does not disturb the others',
    level: 'MUST',
    source: 'pycrdt-websocket#94, #33: one dead client took the room’s task group with it',
    async run({ join, sees, quiet }) {
      const reader = await join('reader');
      const dying = await join('dying');
      append(dying.replica, 'before ');
      await sees(reader, 'before ');
      dying.terminate();
      const writer = await join('writer');
      append(writer.replica, 'after');
      await quiet();
      await sees(reader, 'after');
      await sees(await join('newcomer'), 'after');
    },
  }),
  defineCase({
    id: 'YS-LIFE-012',
    title: 'Clients that vanish while they are being sent to do not disturb the others',
    level: 'MUST',
    source:
      'pycrdt-websocket#87, #94: a send to a client that was gone ended the room, or the process',
    needs: ['flood'],
    async run({ join, sees, quiet }) {
      const reader = await join('reader');
      const writer = await join('writer');
      for (let round = 0; round < 5; round++) {
        const vanishing = await Promise.all(
          Array.from({ length: 4 }, (_, index) => join(`vanishing ${round}.${index}`)),
        );
        for (let key = 0; key < 50; key++) append(writer.replica, `${round}.${key} `);
        vanishing.forEach((peer, index) => {
          if (index % 2 === 0) {
            peer.terminate();
            return;
          }
          append(peer.replica, '.');
          peer.close();
        });
        await sees(reader, `${round}.49 `);
      }
      await quiet();
      append(writer.replica, 'still here');
      await sees(reader, 'still here');
      await sees(await join('newcomer'), 'still here');
    },
  }),
  defineCase({
    id: 'YS-LIFE-004',
    title: 'A connection that answers no ping is closed within 95 s',
    level: 'SHOULD',
    source:
      'y-websocket#139: half-open sockets; servers of the family ping every 30 s and close at the next',
    needs: ['slow'],
    async run({ connect, until }) {
      const dead = await connect('dead', { conduct: 'raw', pings: 'ignore' });
      await until(
        'the connection is closed',
        () => dead.end !== null,
        () => standing(dead),
        95_000,
      );
    },
  }),
  defineCase({
    id: 'YS-LIFE-005',
    title: 'A client alone in its room is sent something within 30 s',
    level: 'SHOULD',
    source:
      'y-websocket 3.1.0 closes a connection without a message for 30 s (WebSocket pings do not count): an echo of its awareness, or a heartbeat',
    needs: ['slow', 'room-in-url'],
    async run({ join, until, quiet }) {
      const alone = await join('alone');
      setUser(alone.replica, 'Alone');
      await quiet();
      const before = alone.received.length;
      await until(
        'a message',
        () => alone.received.length > before,
        () => `none; ${standing(alone)}`,
        30_000,
      );
    },
  }),
];
