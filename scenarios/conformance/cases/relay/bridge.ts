import type { CaseContext } from '../../case-context.ts';
import { defineCase } from '../../define-case.ts';
import { newsCount, type Peer } from '../../peer/peer.ts';
import { append, createReplica, setUser, type Replica } from '../../peer/replica.ts';

const farRoom = ({ room }: CaseContext): string => `${room}-two`;

/** A replica that is connected to the room of the case and to another. */
async function buildBridge(context: CaseContext, name: string): Promise<Replica> {
  const replica = createReplica();
  await context.join(`${name} here`, { replica });
  await context.join(`${name} there`, { replica, room: farRoom(context) });
  return replica;
}

/** One client in either room. */
async function endsOfBridge(context: CaseContext): Promise<readonly [Peer, Peer]> {
  return [await context.join('a'), await context.join('b', { room: farRoom(context) })];
}

/** One replica on two connections: what comes in at one goes out at the other, and comes to rest. */
export const bridge = [
  defineCase({
    id: 'YS-RELAY-001',
    title: 'A client that bridges two rooms carries edits both ways',
    level: 'MUST',
    source:
      'y-webrtc#3: received updates must be relayed like own ones; every sync node is such a client',
    async run(context) {
      const { sees, converge } = context;
      const replica = await buildBridge(context, 'bridge');
      const [a, b] = await endsOfBridge(context);
      append(replica, 'by the bridge ');
      await sees(b, 'by the bridge ');
      append(a.replica, 'from a ');
      await sees(b, 'from a ');
      append(b.replica, 'from b');
      await sees(a, 'from b');
      await converge(a, b);
    },
  }),
  defineCase({
    id: 'YS-RELAY-002',
    title: 'Two bridges between two rooms come to rest after an edit',
    level: 'MUST',
    source: 'hocuspocus#335; Yjs emits no event for a duplicate, which is what ends the circle',
    async run(context) {
      const { sees, quiet, require } = context;
      for (const name of ['left', 'right']) await buildBridge(context, name);
      const [a, b] = await endsOfBridge(context);
      await quiet();
      const before = newsCount(b);
      append(a.replica, 'round and round');
      await sees(b, 'round and round');
      await quiet();
      const came = newsCount(b) - before;
      require('at most 10 messages for one edit', came <= 10, `${came} messages came`);
    },
  }),
  defineCase({
    id: 'YS-RELAY-003',
    title: 'Presence crosses a bridge within 5 s',
    level: 'SHOULD',
    source:
      'y-websocket clients repeat what they hear; the server must not tie a user to one connection',
    async run(context) {
      const { shows } = context;
      const replica = await buildBridge(context, 'bridge');
      const [a, b] = await endsOfBridge(context);
      setUser(replica, 'Bridge');
      await shows(b, ['Bridge']);
      setUser(a.replica, 'Ada');
      await shows(b, ['Ada', 'Bridge']);
    },
  }),
];
