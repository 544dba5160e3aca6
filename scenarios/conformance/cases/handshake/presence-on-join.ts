import { defineCase } from '../../define-case.ts';
import { setUser, usersOf } from '../../peer/replica.ts';

/** Who a newcomer sees. */
export const presenceOnJoin = [
  defineCase({
    id: 'YS-HAND-012',
    title: 'A newcomer is shown the users who are present',
    level: 'SHOULD',
    source:
      'y-websocket servers send the awareness snapshot on connect; without it users appear only at their next renewal, up to 15 s later',
    async run({ join, shows }) {
      const ada = await join('ada');
      setUser(ada.replica, 'Ada');
      const bob = await join('bob');
      setUser(bob.replica, 'Bob');
      await shows(ada, ['Ada', 'Bob']);
      await shows(await join('newcomer'), ['Ada', 'Bob']);
    },
  }),
  defineCase({
    id: 'YS-HAND-013',
    title: 'No user of the server’s own is shown',
    level: 'SHOULD',
    source:
      'An Awareness made without setLocalState(null) shows a nameless user for ever once its clock is 1 (seen in a published server plugin)',
    async run({ join, quiet, require }) {
      const first = await join('first');
      const second = await join('second');
      await quiet();
      for (const peer of [first, second]) {
        const users = usersOf(peer.replica);
        require('nobody is present', users.length ===
          0, `${peer.name} is shown ${users.join(', ')}`);
      }
    },
  }),
];
