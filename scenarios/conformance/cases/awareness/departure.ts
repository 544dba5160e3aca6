import { defineCase } from '../../define-case.ts';
import { entriesOf } from '../../peer/attach-conduct.ts';
import { setUser, usersOf } from '../../peer/replica.ts';

/** Who left is gone; who stayed stays. */
export const departure = [
  defineCase({
    id: 'YS-AWAR-008',
    title: 'A client that closed its socket is gone within 5 s',
    level: 'SHOULD',
    source:
      'Tessera#116, y-sweet#91: ghost cursors. SHOULD: a server may wait some seconds for the client to come back, and clients drop it after 30 s',
    async run({ join, shows }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      ada.close();
      await shows(bob, []);
    },
  }),
  defineCase({
    id: 'YS-AWAR-009',
    title: 'A client whose socket broke is gone within 5 s',
    level: 'SHOULD',
    source: 'Tessera#187: no closing handshake when a process dies or a laptop lid closes',
    async run({ join, shows }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      ada.terminate();
      await shows(bob, []);
    },
  }),
  defineCase({
    id: 'YS-AWAR-010',
    title: 'A close removes only the users of that connection',
    level: 'MUST',
    source:
      'y-websocket clients repeat everybody’s state; a server that takes the repeater for the owner makes live users vanish, for as long as 15 s',
    async run({ join, connect, shows, quiet, require }) {
      const bob = await join('bob');
      // Ada's client announces itself every 15 s, and not at once when it is said to be gone.
      const ada = await connect('ada', { conduct: 'raw' });
      const entry = { client: 5_000, clock: 7, state: '{"user":{"name":"Ada"}}' };
      ada.send({ kind: 'awareness', entries: [entry] });
      await shows(bob, ['Ada']);
      const repeater = await connect('repeater', { conduct: 'raw' });
      repeater.send({ kind: 'awareness', entries: [entry] });
      await quiet();
      repeater.close();
      await quiet();
      const users = usersOf(bob.replica);
      require('Ada is still shown', users.includes('Ada'), `bob is shown [${users.join(', ')}]`);
    },
  }),
  defineCase({
    id: 'YS-AWAR-011',
    title: 'A client announced on a newer connection survives the close of its older one',
    level: 'SHOULD',
    source:
      'A reconnect that overtakes the old close; y-websocket clients announce themselves again',
    async run({ join, shows, quiet, require }) {
      const observer = await join('observer');
      const older = await join('older');
      setUser(older.replica, 'Ada');
      await shows(observer, ['Ada']);
      const newer = await join('newer', { replica: older.replica });
      await quiet();
      older.terminate();
      await quiet();
      await shows(observer, ['Ada']);
      require('the newer connection is open', newer.end === null, JSON.stringify(newer.end));
    },
  }),
  defineCase({
    id: 'YS-AWAR-012',
    title: 'A user who disconnects and comes back is shown within 5 s',
    level: 'SHOULD',
    source: 'y-websocket#122: the same clock after a removal stays invisible for up to 15 s',
    async run({ join, shows, ended }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      const [entry] = entriesOf(ada, [ada.replica.doc.clientID]);
      if (entry !== undefined) {
        ada.send({ kind: 'awareness', entries: [{ ...entry, state: 'null' }] });
      }
      ada.close();
      await ended(ada);
      await shows(bob, []);
      await join('ada again', { replica: ada.replica });
      await shows(bob, ['Ada']);
    },
  }),
];
