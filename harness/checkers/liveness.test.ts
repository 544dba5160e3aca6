import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { liveness } from './liveness.ts';
import { room } from './testing/event-builder.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';

const slowest = {
  ...{ from: 'phone', to: 'tablet', links: ['phone->cloud', 'tablet->cloud'] },
  ...{ reconnectMs: 2_500, travelMs: 500 },
};

/** The phone wrote before the heal at 1 s; the deadline is at 4 s. */
function healed() {
  const { builder } = startedTwoClients();
  const doc = new Y.Doc();
  doc.clientID = ids.phone;
  const update = builder.edit('phone', doc, () => doc.getText('text').insert(0, 'hi'));
  builder.at(1_000).heal('phone->cloud');
  const component = ['cloud', 'phone', 'tablet'];
  const seq = builder.add('', {
    kind: 'deadline',
    room,
    component,
    dueMs: 4_000,
    slowest,
    links: [],
  });
  return { builder, update, seq };
}

const fromNetwork = { from: 'connection', connection: 'c1' } as const;

describe('LIVE-1 liveness', () => {
  it('fails when a replica lacks at the deadline what another held at the heal', () => {
    const { builder, update, seq } = healed();
    builder.at(2_000).update('cloud', update, fromNetwork);
    builder.at(5_000).update('tablet', update, fromNetwork);
    const { verdict, findings } = liveness.check(builder.build());
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ device: 'tablet', room, seq });
    expect(findings[0]?.detail).toContain('lacked struct 2:0');
  });

  it('passes in time, and prints both times', () => {
    const { builder, update } = healed();
    builder.at(2_000).update('cloud', update, fromNetwork);
    builder.at(2_500).update('tablet', update, fromNetwork);
    builder.at(9_000).add('', { kind: 'mark', mark: 'end' });
    const { verdict, detail } = liveness.check(builder.build());
    expect(verdict).toBe('pass');
    expect(detail).toContain('converged 1.500 s after 1.000 s, deadline 3.000 s');
  });

  it('fails on a missing deletion', () => {
    const { builder, update } = healed();
    builder.at(1_200).update('cloud', update, fromNetwork);
    builder.update('tablet', update, fromNetwork);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    builder.edit('phone', doc, () => doc.getText('text').delete(0, 1));
    const component = ['cloud', 'phone', 'tablet'];
    builder.add('', { kind: 'deadline', room, component, dueMs: 4_200, slowest, links: [] });
    builder.at(9_000).add('', { kind: 'mark', mark: 'end' });
    expect(liveness.check(builder.build()).detail).toContain('lacked deletion of 2:0');
  });

  it('fails when the run is quiet before the deadline and something is still missing', () => {
    const { builder } = healed();
    builder.at(3_000).add('', { kind: 'quiescence', reached: true, reason: '' });
    expect(liveness.check(builder.build()).verdict).toBe('fail');
  });

  it('asks nothing of edits after the heal', () => {
    const { builder, update } = healed();
    builder.update('cloud', update, fromNetwork);
    builder.update('tablet', update, fromNetwork);
    const doc = new Y.Doc();
    doc.clientID = ids.tablet;
    builder.at(3_900).edit('tablet', doc, () => doc.getText('text').insert(0, 'late'));
    builder.at(5_000).add('', { kind: 'mark', mark: 'end' });
    expect(liveness.check(builder.build()).verdict).toBe('pass');
  });

  it('is unknown when a fault overtook the only deadline, or none was computed', () => {
    const { builder } = healed();
    builder.at(2_000).cut('tablet->cloud');
    builder.at(60_000).add('', { kind: 'mark', mark: 'end' });
    expect(liveness.check(builder.build()).verdict).toBe('unknown');
    expect(liveness.check(startedTwoClients().builder.build()).verdict).toBe('unknown');
  });
});
