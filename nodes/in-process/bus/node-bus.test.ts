import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventBody } from '#harness/contract/history-event.ts';
import { createNodeBus, type NodeBus } from './node-bus.ts';
import type { BusPath } from './bus-path.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const noUser = { joined: () => undefined, left: () => undefined };

/** A node that keeps what it hears on `room`, as text. */
function node(publisher: string) {
  const events: EventBody[] = [];
  const heard: string[] = [];
  const joined: string[] = [];
  const recorder = { record: (event: EventBody) => void events.push(event), intern: () => 0 };
  const made = createNodeBus({ publisher, recorder, user: noUser, looked: () => undefined });
  const end = made.bus.subscribe('room', (message) => void heard.push(textOf(message)));
  made.bus.onConnected(() => void joined.push('connected'));
  const say = (text: string): void => made.bus.publish('room', new TextEncoder().encode(text));
  return { ...made, events, heard, joined, end, say };
}

function textOf(message: Uint8Array): string {
  return new TextDecoder().decode(message);
}

/** Connects two nodes; what one sends the other gets at once, or after `hold` until it is let go. */
function connect(one: NodeBus, other: NodeBus) {
  const held: (() => void)[] = [];
  let isHeld = false;
  const givenUp: string[] = [];
  const carry = (run: () => void): void => void (isHeld ? held.push(run) : run());
  const paths: readonly [BusPath, BusPath] = [
    {
      ...{ connection: 'c1', link: 'one->other', end: 'dialler' },
      send: (frame) => carry(() => other.user.received(paths[1], frame)),
      giveUp: () => givenUp.push('one'),
    },
    {
      ...{ connection: 'c1', link: 'one->other', end: 'listener' },
      send: (frame) => carry(() => one.user.received(paths[0], frame)),
      giveUp: () => givenUp.push('other'),
    },
  ];
  one.user.joined(paths[0]);
  other.user.joined(paths[1]);
  return {
    givenUp,
    hold: () => void (isHeld = true),
    letGo() {
      isHeld = false;
      for (const run of held.splice(0)) run();
    },
    breaks() {
      one.user.left(paths[0]);
      other.user.left(paths[1]);
    },
  };
}

describe('the bus of one node', () => {
  it('brings what one publishes to everybody in order, over nodes between, and once on several ways', () => {
    const [a, b, c] = [node('a:1'), node('b:1'), node('c:1')];
    connect(a, b);
    connect(b, c);
    connect(a, c);
    a.say('first');
    a.say('second');
    expect(b.heard).toEqual(['first', 'second']);
    expect(c.heard).toEqual(['first', 'second']);
  });

  it('lets a publisher hear itself, never within the call, as Redis does', () => {
    const a = node('a:1');
    a.say('mine');
    expect(a.heard).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(a.heard).toEqual(['mine']);
  });

  it('forgets what is published while nobody is connected, and tells both sides when somebody is', () => {
    const [a, b, c] = [node('a:1'), node('b:1'), node('c:1')];
    connect(b, c);
    a.say('missed');
    connect(a, b);
    a.say('heard');
    expect(b.heard).toEqual(['heard']);
    expect(c.heard).toEqual(['heard']);
    // c once for its own way, and once for the one beyond it.
    expect(c.joined).toEqual(['connected', 'connected']);
  });

  it('drops what comes later than something newer of the same publisher', () => {
    const [a, b, c] = [node('a:1'), node('b:1'), node('c:1')];
    const slow = connect(a, c);
    connect(b, c);
    slow.hold();
    a.say('old');
    connect(a, b);
    a.say('new');
    slow.letGo();
    expect(c.heard).toEqual(['new']);
  });

  it('journals what is published, once, and not what is passed on', () => {
    const [a, b] = [node('a:1'), node('b:1')];
    connect(a, b);
    a.say('hello');
    const publish = { kind: 'publish', channel: 'room', message: 'a:1/2', payload: 0 };
    expect(a.events).toEqual([publish]);
    expect(b.events).toEqual([]);
  });

  it('ends a subscription, and a connection that has been silent for long', () => {
    const [a, b] = [node('a:1'), node('b:1')];
    const way = connect(a, b);
    b.end();
    a.say('unheard');
    expect(b.heard).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(way.givenUp).toEqual([]);
    way.hold();
    vi.advanceTimersByTime(30_000);
    expect(new Set(way.givenUp)).toEqual(new Set(['one', 'other']));
  });

  it('takes ten messages per millisecond, and the rest later, in order', () => {
    const [a, b] = [node('a:1'), node('b:1')];
    connect(a, b);
    for (let index = 0; index < 25; index++) a.say(`${index}`);
    expect(b.heard.length).toBe(10);
    vi.advanceTimersByTime(3);
    expect(b.heard).toEqual(Array.from({ length: 25 }, (_, index) => `${index}`));
  });
});
