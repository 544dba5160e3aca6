import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { room } from '#harness/checkers/testing/event-builder.ts';
import { startedTwoClients } from '#harness/checkers/testing/two-clients.ts';
import { marksOf } from './marks-of.ts';

const link = 'phone->cloud';
/** The phone's connection ends as told. */
function connectionEnded(by: 'self' | 'network') {
  const { builder, phone } = startedTwoClients();
  builder.at(2_000).close(phone, 'phone', by);
  return builder;
}

describe('marks of what happened to connections and disks', () => {
  it('a connection that the network ended was lost; one that its own device closed was not', () => {
    const lost = `lost-connection:${link}`;
    expect(marksOf(connectionEnded('network').build())).toContain(lost);
    expect(marksOf(connectionEnded('self').build())).not.toContain(lost);
  });

  it('a link was reconnected when it carried a second connection', () => {
    const reconnected = `reconnected:${link}`;
    const builder = connectionEnded('network');
    expect(marksOf(builder.build())).not.toContain(reconnected);
    builder.at(3_000).open('phone', 'cloud');
    expect(marksOf(builder.build())).toContain(reconnected);
  });

  it('an edit was made offline when the link was cut, not when only new dials were refused', () => {
    const { builder } = startedTwoClients();
    builder.add('phone', { kind: 'status', room, link, status: 'connected' });
    const refusing = { do: 'cut', link, cut: 'refuse' } as const;
    builder.add('', { kind: 'fault', action: refusing, links: [link] });
    const doc = new Y.Doc();
    builder.edit('phone', doc, () => doc.getText('text').insert(0, 'a'));
    expect(marksOf(builder.build())).not.toContain('edit-offline:phone');
    builder.cut(link);
    builder.edit('phone', doc, () => doc.getText('text').insert(0, 'b'));
    expect(marksOf(builder.build())).toContain('edit-offline:phone');
  });

  it('storage failed when it refused a write', () => {
    const builder = connectionEnded('self');
    builder.add('cloud', { kind: 'storage-failed', room, error: 'Error' });
    expect(marksOf(builder.build())).toContain('storage-failed:cloud');
  });
});
