import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import type { EventBody, StopCause } from '#harness/contract/history-event.ts';
import { EventBuilder, room } from '../testing/event-builder.ts';
import { twoClients } from '../testing/two-clients.ts';
import { bookOfCopies } from './book-of-copies.ts';
import { excuseOf } from './excuse.ts';

/** The phone writes one struct; what happens to its copies is up to the test. */
class OneCopy {
  readonly builder = new EventBuilder(twoClients);
  readonly #payload: number;

  constructor(storage: 'indexeddb' | 'none') {
    const doc = new Y.Doc();
    doc.clientID = 7;
    this.#replica('opened', storage);
    const update = this.builder.edit('phone', doc, () => doc.getText('text').insert(0, 'hello'));
    this.#payload = this.builder.payload(update);
  }

  stored(state: 'written' | 'durable' | 'lost'): this {
    return this.#add({ kind: 'storage', room, medium: 'indexeddb', state, payload: this.#payload });
  }

  stops(cause: StopCause): this {
    return this.#add({ kind: 'stop', cause, incarnation: 1 });
  }

  loads(): this {
    this.#replica('opened', 'indexeddb', 'phone:2');
    const [replica, payload] = ['phone:2', this.#payload];
    return this.#add({ kind: 'load', room, replica, state: 'ready', payload });
  }

  closes(storage: 'indexeddb' | 'none'): this {
    this.#replica('closed', storage);
    return this;
  }

  losesDisk(): this {
    const action = { do: 'disk-loss', device: 'phone' } as const;
    return this.#add({ kind: 'fault', action, links: [] });
  }

  reaches(device: string): this {
    this.builder.add(device, {
      ...{ kind: 'update', room, replica: device, payload: this.#payload },
      origin: { from: 'connection', connection: 'c1' },
    });
    return this;
  }

  /** What the book says to the cloud, alone or with others that it can reach. */
  said(...component: string[]): string {
    const entry = { room, client: 7, clock: 0, of: 'struct' } as const;
    const [page] = bookOfCopies(this.builder.build(), [entry]);
    if (page === undefined) throw new Error('the book has no page for its entry');
    const { excused, why } = excuseOf(page, ['cloud', ...component]);
    return `${excused ? 'excused' : 'a loss'}: ${why}`;
  }

  #replica(state: 'opened' | 'closed', storage: 'indexeddb' | 'none', replica = 'phone'): void {
    this.#add({ kind: 'replica', state, room, replica, clientId: 7, gc: true, storage });
  }

  #add(body: EventBody): this {
    this.builder.add('phone', body);
    return this;
  }
}

describe('memory', () => {
  test('dies with a killed process', () => {
    expect(new OneCopy('none').stops('kill').said()).toBe('excused: phone was killed');
  });

  test('of a replica without storage goes when it is closed', () => {
    expect(new OneCopy('none').closes('none').stops('close').said()).toBe(
      'excused: phone closed its replica',
    );
  });

  test('of a replica with storage must have been stored before it is closed', () => {
    expect(new OneCopy('indexeddb').closes('indexeddb').said()).toBe(
      'a loss: phone closed its replica',
    );
    expect(new OneCopy('indexeddb').stops('close').said()).toBe('a loss: phone was closed');
  });

  test('does not excuse a process that died of its own exception', () => {
    expect(new OneCopy('none').stops('exception').said()).toBe(
      'a loss: phone died of its own exception',
    );
  });

  test('elsewhere is a copy as good', () => {
    expect(new OneCopy('none').reaches('tablet').stops('kill').said('tablet')).toBe(
      'a loss: copies survive at tablet (memory)',
    );
  });

  test('at a client that may only read is no copy: it can bring nothing back', () => {
    const copy = new OneCopy('none');
    const spec = { access: 'read-only' } as const;
    copy.builder.add('tablet', { kind: 'start', incarnation: 1, spec });
    expect(copy.reaches('tablet').stops('kill').said('tablet')).toBe('excused: phone was killed');
  });

  test('comes back by a frame that a killed process had left in its socket', () => {
    expect(new OneCopy('none').stops('kill').reaches('tablet').said('tablet')).toBe(
      'a loss: copies survive at tablet (memory)',
    );
  });
});

describe('a record', () => {
  test('that was only written survives a killed process and not a power cut', () => {
    expect(new OneCopy('indexeddb').stored('written').stops('kill').said('phone')).toBe(
      'a loss: copies survive at phone (written)',
    );
    expect(new OneCopy('indexeddb').stored('written').stops('power-loss').said()).toBe(
      'excused: phone lost power',
    );
  });

  test('that is durable survives both, and not the loss of the disk', () => {
    const durable = new OneCopy('indexeddb').stored('written').stored('durable');
    expect(durable.stops('power-loss').said('phone')).toBe(
      'a loss: copies survive at phone (durable)',
    );
    expect(durable.losesDisk().said()).toBe('excused: the storage of phone was lost');
  });

  test('that came back after a power cut is on the medium: the next cut cannot take it', () => {
    const cut = new OneCopy('indexeddb').stored('written').stops('power-loss').loads();
    expect(cut.stops('power-loss').said('phone')).toContain('phone (durable)');
  });

  test('that came back after a kill may still be in a buffer', () => {
    const killed = new OneCopy('indexeddb').stored('written').stops('kill').loads();
    expect(killed.stops('power-loss').said()).toBe('excused: phone lost power');
  });

  test('may be destroyed alone', () => {
    expect(new OneCopy('indexeddb').stored('durable').stops('kill').stored('lost').said()).toBe(
      'excused: a fault destroyed its record at phone',
    );
  });
});

test('copies beyond what is connected at the end are no loss', () => {
  expect(new OneCopy('indexeddb').stored('durable').stops('kill').said()).toBe(
    'excused: its copies are out of reach at phone (durable)',
  );
});

test('what no event recorded is not excused', () => {
  const entry = { room, client: 99, clock: 0, of: 'struct' } as const;
  const [page] = bookOfCopies(new OneCopy('none').builder.build(), [entry]);
  expect(page && excuseOf(page, ['cloud'])).toEqual({
    excused: false,
    why: 'no copy of it was ever recorded',
  });
});
