import { expect, it } from 'vitest';
import type { EventBody } from '#harness/contract/history-event.ts';
import { room } from '#harness/checkers/testing/event-builder.ts';
import { startedTwoClients } from '#harness/checkers/testing/two-clients.ts';
import { judgeOwnRules } from './judge-own-rules.ts';

const saysOne = {
  id: 'OWN-1',
  title: 'Every map says one',
  judge: ({ replicas }: { replicas: readonly { device: string; content: object }[] }) =>
    replicas
      .filter(({ content }) => JSON.stringify(content) !== '{"map":{"n":1}}')
      .map(({ device }) => ({ detail: `${device} says something else` })),
};

it('judges what each replica holds at the end, not what one that died since had held', () => {
  const { builder } = startedTwoClients();
  builder.add('tablet', snapshot('tablet', 0));
  builder.add('tablet', { kind: 'stop', cause: 'kill', incarnation: 1 });
  builder.add('', { kind: 'quiescence', reached: true, reason: '' });
  builder.add('phone', snapshot('phone', 1));
  expect(judgeOwnRules([saysOne], builder.build())).toMatchObject([
    { rule: 'OWN-1', verdict: 'pass', detail: '1 replicas' },
  ]);
  builder.add('cloud', snapshot('cloud', 2));
  expect(judgeOwnRules([saysOne], builder.build())).toMatchObject([
    { verdict: 'fail', findings: [{ detail: 'cloud says something else' }] },
  ]);
});

it('knows nothing when nobody was observed at the end', () => {
  const { builder } = startedTwoClients();
  expect(judgeOwnRules([saysOne], builder.build())).toMatchObject([{ verdict: 'unknown' }]);
});

function snapshot(replica: string, n: number): EventBody {
  return {
    ...{ kind: 'snapshot', room, replica, cause: 'component', payload: 0, stateVector: 0 },
    ...{ pendingStructs: false, pendingDeletes: false, content: { map: { n } } },
  };
}
