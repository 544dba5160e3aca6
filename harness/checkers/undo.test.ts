import { describe, expect, it } from 'vitest';
import { room } from './testing/event-builder.ts';
import { ids, startedTwoClients } from './testing/two-clients.ts';
import { undo } from './undo.ts';

/** The phone undoes, which deletes one struct of this client. */
function undoes(client: number) {
  const { builder } = startedTwoClients();
  const seq = builder.at(1_000).add('phone', {
    ...{ kind: 'edit', room, replica: 'phone', action: 'undo.undo', args: ['body'] },
    ...{ root: 'body', rootType: 'text', inserted: [], deleted: [{ client, clock: 4, length: 1 }] },
  });
  return { history: builder.build(), seq };
}

describe('UNDO-1 undo', () => {
  it('fails when an undo deletes what somebody else wrote', () => {
    const { history, seq } = undoes(ids.tablet);
    const { verdict, findings } = undo.check(history);
    expect(verdict).toBe('fail');
    expect(findings[0]).toMatchObject({ seq, device: 'phone', room });
  });

  it('passes when it deletes what its own user wrote', () => {
    expect(undo.check(undoes(ids.phone).history).verdict).toBe('pass');
  });

  it('is unknown when nothing was undone', () => {
    expect(undo.check(startedTwoClients().builder.build()).verdict).toBe('unknown');
  });
});
