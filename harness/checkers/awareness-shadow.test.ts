import { describe, expect, it } from 'vitest';
import type { Json } from '#harness/contract/json.ts';
import { awarenessShadow } from './awareness-shadow.ts';
import { room } from './testing/event-builder.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

function tabletShows(...states: { client: number; clock: number; state: Json }[]) {
  const { builder } = startedTwoClients();
  const list = (): void =>
    void builder.add('tablet', { kind: 'presence', room, replica: 'tablet', states });
  return { builder, list };
}

const ada = { client: ids.phone, clock: 1, state: { name: 'Ada' } };

describe('EVENT-3 awareness shadow', () => {
  it('fails when a state changed without a change event', () => {
    const { builder, list } = tabletShows(ada);
    list();
    const { verdict, findings } = awarenessShadow.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ device: 'tablet', room });
  });

  it('fails when a removal was not told', () => {
    const { builder, list } = tabletShows();
    builder.shows('tablet', ids.phone, 1, ada.state);
    list();
    expect(awarenessShadow.check(builder.build()).detail).toContain('holds null for client 2');
  });

  it('passes when change events told it all', () => {
    const { builder, list } = tabletShows(ada);
    builder.shows('tablet', ids.phone, 1, ada.state);
    list();
    expect(awarenessShadow.check(builder.build()).verdict).toBe('pass');
  });

  it('leaves the own id out, which Yjs names as removed and keeps', () => {
    const { builder, list } = tabletShows({ client: ids.tablet, clock: 2, state: {} });
    builder.shows('tablet', ids.tablet, 2, null);
    list();
    expect(awarenessShadow.check(builder.build()).verdict).toBe('pass');
  });

  it('is unknown without a full list', () => {
    expect(awarenessShadow.check(tabletShows().builder.build()).verdict).toBe('unknown');
  });
});
