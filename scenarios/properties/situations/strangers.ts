import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { Doc, encodeStateAsUpdate } from 'yjs';
import type { Plan } from '../plan.ts';

/** What no server should die of: an undecodable update, step 1, presence; nothing; an unknown type. */
const malformed = [
  '000203ffffff',
  '00000400000000',
  '0103ffffff',
  '',
  'ff',
  '0003',
  '000901ff',
  '5a00',
];

/** Step 2 and update of the y-protocols wire. */
const writes = [1, 2];

/** Strangers send what cannot be decoded, or write without leave to; the node may be slow to tell. */
export function strangers(plan: Plan): void {
  for (let count = plan.random.integer(1, 4); count > 0; count--) {
    const device = plan.pick(plan.nodes);
    const { fromMs, toMs } = plan.span(1_100, 2_000);
    if (!plan.book([device], { fromMs, toMs })) continue;
    const delayMs = plan.pick([0, 0, 300]);
    plan.add(fromMs, { do: 'slow-auth', device, delayMs });
    const visit =
      plan.random.integer(0, 2) === 0
        ? { token: '', frames: [plan.pick(malformed), plan.pick(malformed)] }
        : { token: plan.pick(['read-only', 'expired']), frames: [forgery(plan, count)] };
    plan.add(fromMs, { do: 'intrude', device, room: plan.pick(plan.rooms), ...visit });
    plan.add(toMs, { do: 'slow-auth', device, delayMs: 0 });
  }
}

/** A frame that inserts text as a client of nobody's. */
function forgery(plan: Plan, index: number): string {
  const doc = new Doc();
  doc.clientID = 900_000 + index;
  doc.getText('body').insert(0, 'forged');
  const encoder = createEncoder();
  writeVarUint(encoder, 0);
  writeVarUint(encoder, plan.pick(writes));
  writeVarUint8Array(encoder, encodeStateAsUpdate(doc));
  doc.destroy();
  return Buffer.from(toUint8Array(encoder)).toString('hex');
}
