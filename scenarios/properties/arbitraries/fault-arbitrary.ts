import fc from 'fast-check';
import type { Action, CutKind, FrameKind } from '#harness/contract/schedule.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { linksOf } from '#harness/topology/links-of.ts';
import type { TimedStep } from './edit-arbitrary.ts';

/** A fault and, unless it needs none or is never to heal, its end. */
export interface PlannedFault {
  readonly inject: TimedStep;
  readonly heal: TimedStep | null;
}

type Kind = (
  topology: Topology,
) => fc.Arbitrary<{ readonly inject: Action; readonly heal: Action | null }>;

const cutKind: fc.Arbitrary<CutKind> = fc.constantFrom(
  'blackhole',
  'blackhole',
  'drop',
  'one-way',
  'refuse',
);

const devicesOf = ({ devices }: Topology, kind?: 'node' | 'client'): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...devices
      .filter((device) => kind === undefined || device.kind === kind)
      .map(({ name }) => name),
  );

const linkIn = (topology: Topology): fc.Arbitrary<string> =>
  fc.constantFrom(...linksOf(topology).map(({ id }) => id));

/** Every kind of fault that a schedule may draw. */
const kinds: Readonly<Record<string, Kind>> = {
  partition: ({ devices }) => {
    const names = devices.map(({ name }) => name);
    return fc
      .record({
        left: fc.subarray(names, { minLength: 1, maxLength: names.length - 1 }),
        cut: cutKind,
      })
      .map(({ left, cut }) => ({
        inject: {
          do: 'partition',
          between: [left, names.filter((name) => !left.includes(name))],
          cut,
        },
        heal: { do: 'heal' },
      }));
  },
  cut: (topology) =>
    fc.record({ link: linkIn(topology), cut: cutKind }).map(({ link, cut }) => ({
      inject: { do: 'cut', link, cut },
      heal: { do: 'heal', link },
    })),
  reset: (topology) =>
    linkIn(topology).map((link) => ({ inject: { do: 'reset', link }, heal: null })),
  'reset-at': (topology) =>
    fc
      .record({
        link: linkIn(topology),
        frame: fc.constantFrom<FrameKind>('step1', 'step2', 'update', 'awareness'),
        count: fc.integer({ min: 1, max: 5 }),
      })
      .map((at) => ({ inject: { do: 'reset-at', ...at }, heal: null })),
  shape: (topology) =>
    fc
      .record({
        link: linkIn(topology),
        latencyMs: fc.integer({ min: 0, max: 400 }),
        bytesPerSecond: fc.integer({ min: 2_000, max: 50_000 }),
      })
      .map(({ link, ...profile }) => ({ inject: { do: 'shape', link, profile }, heal: null })),
  offline: (topology) =>
    devicesOf(topology, 'client').map((device) => ({
      inject: { do: 'offline', device },
      heal: { do: 'online', device },
    })),
  crash: (topology) =>
    devicesOf(topology).map((device) => ({
      inject: { do: 'crash', device },
      heal: { do: 'restart', device },
    })),
  'power-loss': (topology) =>
    devicesOf(topology).map((device) => ({
      inject: { do: 'power-loss', device },
      heal: { do: 'restart', device },
    })),
  close: (topology) =>
    devicesOf(topology, 'client').map((device) => ({
      inject: { do: 'close', device },
      heal: { do: 'restart', device },
    })),
  sleep: (topology) =>
    devicesOf(topology, 'client').map((device) => ({
      inject: { do: 'sleep', device },
      heal: { do: 'wake', device },
    })),
  clock: (topology) =>
    fc
      .record({
        device: devicesOf(topology, 'client'),
        jumpMs: fc.integer({ min: -90_000, max: 90_000 }),
      })
      .map((jump) => ({ inject: { do: 'clock', ...jump }, heal: null })),
  'slow-storage': (topology) =>
    fc
      .record({ device: devicesOf(topology, 'node'), delayMs: fc.integer({ min: 50, max: 800 }) })
      .map(({ device, delayMs }) => ({
        inject: { do: 'slow-storage', device, delayMs },
        heal: { do: 'slow-storage', device, delayMs: 0 },
      })),
  'fsync-failure': (topology) =>
    fc
      .record({ device: devicesOf(topology, 'node'), count: fc.integer({ min: 1, max: 3 }) })
      .map((failure) => ({ inject: { do: 'fsync-failure', ...failure }, heal: null })),
  evict: (topology) =>
    devicesOf(topology, 'node').map((device) => ({ inject: { do: 'evict', device }, heal: null })),
};

/**
 * Faults at random times. Swarm testing (Groce et al., ISSTA 2012): every schedule enables its own few
 * kinds, since kinds mask each other when all are always on.
 */
export function faultsArbitrary(
  topology: Topology,
  untilMs: number,
  most: number,
): fc.Arbitrary<PlannedFault[]> {
  return fc.subarray(Object.keys(kinds), { minLength: 1, maxLength: 4 }).chain((enabled) =>
    fc.array(
      fc.constantFrom(...enabled).chain((name) =>
        fc
          .record({
            fault:
              kinds[name]?.(topology) ??
              fc.constant({ inject: { do: 'heal' } as const, heal: null }),
            // Now and then while everything still connects and syncs for the first time.
            fromMs: fc.oneof(
              { weight: 1, arbitrary: fc.integer({ min: 10, max: 150 }) },
              { weight: 4, arbitrary: fc.integer({ min: 800, max: untilMs }) },
            ),
            lastsMs: fc.oneof(
              fc.integer({ min: 1, max: 2_000 }),
              fc.integer({ min: 2_000, max: 45_000 }),
            ),
          })
          .map(({ fault, fromMs, lastsMs }): PlannedFault => ({
            inject: { at: fromMs, ...fault.inject },
            heal: fault.heal === null ? null : { at: fromMs + lastsMs, ...fault.heal },
          })),
      ),
      { minLength: 1, maxLength: most, size: 'max' },
    ),
  );
}
