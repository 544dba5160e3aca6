import { describe, expect, it } from 'vitest';
import { room } from '#harness/checkers/testing/event-builder.ts';
import { startedTwoClients } from '#harness/checkers/testing/two-clients.ts';
import { marksOf } from './marks-of.ts';

const link = 'phone->cloud';
const of = { room, link, end: 'dialler' } as const;

/** The phone's connection opens, and ends as told. */
function connectionEnded(by: 'self' | 'network') {
  const { builder } = startedTwoClients();
  builder.at(1_000).add('phone', { kind: 'open', ...of, connection: 'c1' });
  builder.at(2_000).add('phone', { kind: 'close', ...of, connection: 'c1', code: 1006, by });
  return builder;
}

describe('marks of what happened to connections and disks', () => {
  it('a connection that the network ended was lost; one that its own device closed was not', () => {
    const lost = `lost-connection:${link}`;
    expect(marksOf(connectionEnded('network').build())).toContain(lost);
    expect(marksOf(connectionEnded('self').build())).not.toContain(lost);
  });

  it('a link was reconnected when a connection opened after another had ended', () => {
    const reconnected = `reconnected:${link}`;
    const builder = connectionEnded('network');
    expect(marksOf(builder.build())).not.toContain(reconnected);
    builder.at(3_000).add('phone', { kind: 'open', ...of, connection: 'c2' });
    expect(marksOf(builder.build())).toContain(reconnected);
  });

  it('storage failed when it refused a write', () => {
    const builder = connectionEnded('self');
    builder.add('cloud', { kind: 'storage-failed', room, error: 'Error' });
    expect(marksOf(builder.build())).toContain('storage-failed:cloud');
  });
});
