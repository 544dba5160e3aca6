import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { Topology } from '#harness/contract/topology.ts';
import { acknowledgement } from './acknowledgement.ts';
import { EventBuilder, room, updateFrame } from './testing/event-builder.ts';
import { ids, twoClients } from './testing/two-clients.ts';

const ackFrame = new Uint8Array([102, 1]);

function cloudWith(storage: 'disk' | 'none') {
  const topology: Topology = {
    ...twoClients,
    devices: twoClients.devices.map((spec) => (spec.kind === 'node' ? { ...spec, storage } : spec)),
  };
  const builder = new EventBuilder(topology);
  builder.start('cloud').replica('cloud', ids.cloud).start('phone').replica('phone', ids.phone);
  const phone = builder.open('phone', 'cloud');
  const doc = new Y.Doc();
  doc.clientID = ids.phone;
  const write = (text: string): Uint8Array => {
    const update = builder.edit('phone', doc, () => doc.getText('text').insert(0, text));
    builder.receive(builder.send(phone, 'phone', 'update', updateFrame(update)));
    return update;
  };
  const ask = (): void => void builder.receive(builder.send(phone, 'phone', 'ack', ackFrame));
  const acknowledge = (): number =>
    builder.add('cloud', {
      ...{ kind: 'acknowledged', room, connection: phone, payload: builder.payload(ackFrame) },
    });
  const store = (update: Uint8Array): void =>
    void builder.add('cloud', {
      ...{ kind: 'storage', room, medium: 'disk', state: 'durable' },
      payload: builder.payload(update),
    });
  return { builder, write, ask, acknowledge, store };
}

describe('ACK-1 acknowledgement', () => {
  it('fails when a node with a disk acknowledges before all is durable', () => {
    const { builder, write, ask, acknowledge, store } = cloudWith('disk');
    store(write('one'));
    write('two');
    ask();
    const seq = acknowledge();
    const { verdict, findings } = acknowledgement.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq, device: 'cloud', room });
    expect(findings[0]?.detail).toContain('2:3 at 0 ms, which it did not hold durably on its disk');
  });

  it('passes when all that came before the request is durable; what came after does not count', () => {
    const { builder, write, ask, acknowledge, store } = cloudWith('disk');
    store(write('one'));
    ask();
    write('two');
    acknowledge();
    const { verdict, detail } = acknowledgement.check(builder.build());
    expect(verdict).toBe('pass');
    expect(detail).toContain('1 acknowledgements durable on disk');
  });

  it('asks a node without a disk to hold it in memory, and says so', () => {
    const { builder, write, ask, acknowledge } = cloudWith('none');
    builder.update('cloud', write('one'), { from: 'connection', connection: 'c1' });
    ask();
    acknowledge();
    expect(acknowledgement.check(builder.build()).detail).toContain('1 held in memory');
    write('two');
    ask();
    acknowledge();
    expect(acknowledgement.check(builder.build()).verdict).toBe('fail');
  });

  it('takes the posted update of a 2xx', () => {
    const { builder, write } = cloudWith('disk');
    const payload = builder.payload(write('one'));
    builder.add('cloud', { kind: 'acknowledged', room, connection: '', payload });
    expect(acknowledgement.check(builder.build()).verdict).toBe('fail');
  });

  it('is unknown when nothing was acknowledged', () => {
    expect(acknowledgement.check(cloudWith('disk').builder.build()).verdict).toBe('unknown');
  });
});
