import { describe, expect, it } from 'vitest';
import { chain } from '#harness/topology/presets.ts';
import { idleSilence } from '../idle-silence.ts';
import { EventBuilder } from '../testing/event-builder.ts';

/** Two servers on a bus; each publishes `each` messages after the one thing that is done, 10 ms apart. */
function published(each: number, apartMs = 10) {
  const builder = new EventBuilder(chain(2));
  builder.at(0).start('node-1').start('node-2');
  for (let index = 0; index < each; index++) {
    for (const device of ['node-1', 'node-2']) {
      const [message, payload] = [`${device}:1/${index}`, builder.payload(new Uint8Array(8))];
      builder.at(index * apartMs).add(device, {
        ...{ kind: 'publish', channel: 'blog', message, payload },
      });
    }
  }
  return builder;
}

describe('ECON-2 on the bus of servers', () => {
  it('fails for servers that answer each other for ever, and names the first message too many', () => {
    const { verdict, findings } = idleSilence.check(published(500).build());
    expect(verdict).toBe('fail');
    expect(findings[0]?.detail).toContain('servers published 1000 messages on their bus');
    expect(findings[0]?.seq).toBeGreaterThan(20);
  });

  it('accepts questions and answers, and a sign of life every five seconds', () => {
    expect(idleSilence.check(published(10).build()).findings).toEqual([]);
    expect(idleSilence.check(published(200, 5_000).build()).findings).toEqual([]);
  });

  it('counts from each thing that is done', () => {
    const builder = published(20);
    builder.heal();
    for (let index = 0; index < 40; index++)
      builder.add('node-1', {
        ...{ kind: 'publish', channel: 'blog', message: `again/${index}` },
        payload: builder.payload(new Uint8Array(8)),
      });
    expect(idleSilence.check(builder.build()).findings).toEqual([]);
  });
});
