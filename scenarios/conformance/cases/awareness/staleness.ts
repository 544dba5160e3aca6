import { defineCase } from '../../define-case.ts';
import { setUser, usersOf } from '../../peer/replica.ts';

const client = 4_000;
const stateOf = (name: string): string => JSON.stringify({ user: { name } });

/** Old news does not replace newer. */
export const staleness = [
  defineCase({
    id: 'YS-AWAR-013',
    title: 'A null at an older clock does not make a live user vanish',
    level: 'MUST',
    source:
      'y-protocols awareness: a lower clock is ignored. A late frame of a broken connection must not remove who is there',
    async run({ join, connect, shows, quiet, require }) {
      const observer = await join('observer');
      const sender = await connect('sender', { conduct: 'raw' });
      sender.send({ kind: 'awareness', entries: [{ client, clock: 5, state: stateOf('Ada') }] });
      await shows(observer, ['Ada']);
      const late = await connect('late', { conduct: 'raw' });
      late.send({ kind: 'awareness', entries: [{ client, clock: 3, state: 'null' }] });
      await quiet();
      const users = usersOf(observer.replica);
      require('Ada is still shown', users.includes(
        'Ada',
      ), `observer is shown [${users.join(', ')}]`);
    },
  }),
  defineCase({
    id: 'YS-AWAR-014',
    title: 'A state at an older clock does not replace a newer one',
    level: 'SHOULD',
    source:
      'y-protocols awareness: a lower clock is ignored; a wrong cursor for 15 s loses no data',
    async run({ join, connect, shows, quiet }) {
      const observer = await join('observer');
      const sender = await connect('sender', { conduct: 'raw' });
      sender.send({ kind: 'awareness', entries: [{ client, clock: 5, state: stateOf('new') }] });
      await shows(observer, ['new']);
      sender.send({ kind: 'awareness', entries: [{ client, clock: 4, state: stateOf('old') }] });
      await quiet();
      await shows(observer, ['new']);
    },
  }),
  defineCase({
    id: 'YS-AWAR-015',
    title: 'A vanished user is not served to newcomers after 35 s',
    level: 'MUST',
    source:
      'y-protocols: 30 s without renewal is offline. A server that keeps or renews the state leaks ghosts for ever',
    needs: ['slow'],
    async run({ join, until, shows }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      ada.terminate();
      await until(
        'Ada is no longer shown',
        () => usersOf(bob.replica).length === 0,
        () => `bob is shown [${usersOf(bob.replica).join(', ')}]`,
        35_000,
      );
      await shows(await join('newcomer'), []);
    },
  }),
  defineCase({
    id: 'YS-AWAR-016',
    title: 'A user who stays idle is still shown after 40 s',
    level: 'SHOULD',
    source: 'y-protocols: clients renew every 15 s at a higher clock; renewals must be passed on',
    needs: ['slow'],
    async run({ join, pass, shows }) {
      const [ada, bob] = [await join('ada'), await join('bob')];
      setUser(ada.replica, 'Ada');
      await shows(bob, ['Ada']);
      await pass(40_000);
      await shows(bob, ['Ada']);
    },
  }),
];
