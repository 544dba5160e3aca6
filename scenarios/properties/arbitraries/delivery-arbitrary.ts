import fc from 'fast-check';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { DeliverAction, Handling, Step, Taken } from '#harness/contract/schedule.ts';
import type { ClientSpec } from '#harness/contract/topology.ts';
import { mixes } from '#harness/workload/mixes.ts';
import { createRandom } from '#harness/world/random.ts';

const mixNames = Object.keys(mixes) as (keyof typeof mixes)[];

const handlingNames: readonly Handling[] = [
  ...(['merged', 'merged-v2', 'split', 'suffixes'] as const),
  ...(['needed', 'recoded', 'reversed', 'twice'] as const),
];

/** What a step of the schedule is to be, before devices have names and steps have times. */
type Drawn =
  | { readonly is: 'edit'; readonly who: number; readonly mix: number; readonly draw: number }
  | {
      readonly is: 'deliver';
      readonly from: number;
      readonly to: number;
      readonly take: Taken | { readonly is: 'state'; readonly beyond: number };
      readonly handling: readonly Handling[];
      readonly encoding: 'v1' | 'v2';
    };

const who = fc.nat(99);
const handling = fc.array(fc.constantFrom(...handlingNames), { maxLength: 3 });
const encoding = fc.constantFrom('v1', 'v1', 'v1', 'v2');

const edit: fc.Arbitrary<Drawn> = fc.record({
  ...{ is: fc.constant('edit' as const), who, mix: fc.nat(), draw: fc.nat() },
});

const delivery: fc.Arbitrary<Drawn> = fc.record({
  is: fc.constant('deliver' as const),
  from: who,
  to: who,
  take: fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .array(fc.nat(24), { minLength: 1, maxLength: 12, size: 'max' })
        .map((picks) => ({ is: 'updates' as const, picks })),
    },
    { weight: 1, arbitrary: fc.constant({ is: 'updates' as const, picks: 'all' as const }) },
    { weight: 1, arbitrary: fc.constant({ is: 'state' as const, beyond: null }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('state' as const), beyond: who }) },
  ),
  handling,
  encoding,
});

const replica = fc.record({ keepsDeleted: fc.nat(3), engine: fc.nat(7) });

/** So often everybody is given everything at the end; otherwise one of three or more is left out. */
const exchanges = fc.integer({ min: 0, max: 5 }).map((drawn) => drawn > 0);

/**
 * Documents without a network: edits, and deliveries of any updates in any order, handled in any way. Each
 * schedule draws its own few kinds of workload.
 */
export const deliverySchedule: fc.Arbitrary<Scenario> = fc
  .record({
    replicas: fc.array(replica, { minLength: 2, maxLength: 5 }),
    // Formats and undo are what most depends on the order in which updates come.
    workloads: fc.uniqueArray(fc.constantFrom(...mixNames, 'rich-text', 'rich-text', 'undo'), {
      minLength: 1,
      maxLength: 3,
    }),
    drawn: fc.array(fc.oneof({ weight: 6, arbitrary: edit }, { weight: 5, arbitrary: delivery }), {
      minLength: 8,
      maxLength: 60,
      size: 'max',
    }),
    last: fc.array(fc.record({ handling, encoding }), { minLength: 60, maxLength: 60 }),
    exchanges,
  })
  .map(({ replicas, workloads, drawn, last, exchanges: ends }): Scenario => {
    const devices = replicas.map(({ keepsDeleted, engine }, index): ClientSpec => ({
      ...{ kind: 'client', name: `replica-${index + 1}`, dials: [], storage: 'none' },
      gc: keepsDeleted > 0,
      // At most one, and there is always one of yjs to compare it with.
      ...(engine === 0 && index === 1 ? { engine: 'yrs' as const } : {}),
    }));
    const names = devices.map(({ name }) => name);
    const actions = [
      ...(workloads.includes('undo') ? names.map(trackUndo) : []),
      ...drawn.map((step, index) => actionOf(step, index, names, workloads)),
      ...exchangeAll(ends ? names : names.slice(0, Math.max(2, names.length - 1)), last),
    ];
    const steps = actions.map((action, index): Step => ({ at: 100 * (index + 1), ...action }));
    return {
      id: 'properties/delivery',
      title: 'Documents that were given the same updates, however they came, are equal',
      rules: ends || names.length === 2 ? ['CONV-1', 'CONV-4', 'LOSS-1'] : [],
      topology: {
        ...{ name: 'documents', syncNodes: {}, devices },
        link: { latencyMs: 0, jitterMs: 0, connectDelayMs: 0 },
      },
      rooms: ['room'],
      steps,
      expect: [],
    };
  });

function trackUndo(device: string) {
  return { do: 'edit', device, action: 'undo.track', args: ['text'] } as const;
}

function actionOf(
  drawn: Drawn,
  index: number,
  names: readonly string[],
  workloads: readonly (keyof typeof mixes)[],
): Extract<Step, { do: 'edit' | 'deliver' }> | DeliverAction | ReturnType<typeof editBy> {
  if (drawn.is === 'edit') {
    const mix = workloads[drawn.mix % workloads.length] ?? 'text';
    return editBy(nameAt(names, drawn.who), mix, drawn.draw, index);
  }
  const from = drawn.from % names.length;
  // Nobody writes to himself.
  const to = (from + 1 + (drawn.to % (names.length - 1))) % names.length;
  const { take } = drawn;
  return {
    ...{ do: 'deliver', device: nameAt(names, to), from: nameAt(names, from) },
    take:
      take.is === 'state'
        ? {
            is: 'state',
            beyond: typeof take.beyond === 'number' ? nameAt(names, take.beyond) : null,
          }
        : take,
    handling: drawn.handling,
    encoding: drawn.encoding,
  };
}

function editBy(device: string, mix: keyof typeof mixes, draw: number, index: number) {
  const { action, args } = mixes[mix](createRandom(draw), index);
  return { do: 'edit', device, action, args } as const;
}

/**
 * Everybody is given everything: twice, since Yjs may derive clean-ups from what came first; at last each state
 * as it is.
 */
function exchangeAll(
  names: readonly string[],
  ways: readonly Pick<DeliverAction, 'handling' | 'encoding'>[],
): DeliverAction[] {
  const pairs = names.flatMap((from) =>
    names.flatMap((device) => (from === device ? [] : [{ from, device }])),
  );
  const all: Taken = { is: 'updates', picks: 'all' };
  return [
    ...pairs.map((pair, index): DeliverAction => ({
      ...{ do: 'deliver', ...pair, take: all },
      ...(ways[index] ?? asTheyAre),
    })),
    ...[1, 2, 3].flatMap(() =>
      pairs.map(({ from, device }): DeliverAction => ({
        ...{ do: 'deliver', from, device, take: { is: 'state', beyond: device } },
        ...asTheyAre,
      })),
    ),
  ];
}

const asTheyAre = { handling: [], encoding: 'v1' } as const;

function nameAt(names: readonly string[], index: number): string {
  return names[index % names.length] ?? '';
}
