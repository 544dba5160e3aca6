import fc from 'fast-check';
import type { Scenario } from '#harness/contract/scenario.ts';
import type { Step } from '#harness/contract/schedule.ts';
import type { DeviceSpec, Topology } from '#harness/contract/topology.ts';
import { editsArbitrary, type TimedStep } from './edit-arbitrary.ts';
import { faultsArbitrary, type PlannedFault } from './fault-arbitrary.ts';

export interface ScheduleShape {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly string[];
  readonly editsMost: number;
  readonly faultsMost: number;
  /** Edits and faults begin before this. */
  readonly activeMs: number;
  /** How long the run goes on after the last heal, for rules that take time to judge. */
  readonly quietMs: number;
}

/** One schedule in five leaves a fault unhealed, and is judged per connected component. */
const healsAll = fc.integer({ min: 0, max: 4 }).map((drawn) => drawn > 0);

/** Edits and faults on a topology; most of the time everything is healed at the end. */
export function scheduleArbitrary(
  topologies: fc.Arbitrary<Topology>,
  shape: ScheduleShape,
): fc.Arbitrary<Scenario> {
  const { activeMs, quietMs } = shape;
  return topologies.chain((topology) => {
    const clients = topology.devices
      .filter(({ kind }) => kind === 'client')
      .map(({ name }) => name);
    const writers = topology.devices.filter(mayWrite).map(({ name }) => name);
    return fc
      .record({
        edits: editsArbitrary(writers, activeMs, shape.editsMost),
        faults: faultsArbitrary(topology, activeMs, shape.faultsMost),
        presence: fc.array(
          fc.record({
            at: fc.integer({ min: 500, max: activeMs }),
            device: fc.constantFrom(...clients),
            cursor: fc.nat(99),
          }),
          { maxLength: 6 },
        ),
        asks: fc.array(
          fc.record({
            at: fc.integer({ min: 500, max: activeMs }),
            device: fc.constantFrom(...clients),
          }),
          { maxLength: 3 },
        ),
        healsAll,
      })
      .map(({ edits, faults, presence, asks, healsAll: all }): Scenario => {
        const states = presence.map(({ at, device, cursor }): TimedStep => ({
          at,
          do: 'state',
          device,
          state: { name: device, cursor },
        }));
        const kept = all ? faults : leaveOneUnhealed(faults);
        const timed = [
          ...edits,
          ...states,
          ...asks.map(({ at, device }) => ({ at, do: 'ask-acknowledgement', device }) as const),
          ...kept.flatMap(({ inject, heal }) => (heal === null ? [inject] : [inject, heal])),
        ];
        timed.sort((a, b) => a.at - b.at);
        const endMs = Math.max(...timed.map(({ at }) => at)) + 100;
        const steps: Step[] = [
          ...timed,
          ...(all ? healEverything(topology, faults, endMs) : []),
          { at: endMs + quietMs, do: 'note', text: 'the end' },
        ];
        return {
          id: shape.id,
          title: shape.title,
          rules: shape.rules,
          topology,
          rooms: ['room'],
          steps,
          expect: [],
        };
      });
  });
}

function mayWrite(device: DeviceSpec): boolean {
  return device.kind === 'client' && device.access === undefined;
}

function leaveOneUnhealed(faults: readonly PlannedFault[]): PlannedFault[] {
  const last = faults.findLastIndex(({ heal }) => heal !== null);
  // A later heal of everything would heal it all the same.
  return faults.map((fault, index) => {
    if (index === last) return { ...fault, heal: null };
    const healsAllLinks = fault.heal?.do === 'heal' && fault.heal.link === undefined;
    return healsAllLinks && index !== last ? { ...fault, heal: null } : fault;
  });
}

function healEverything(topology: Topology, faults: readonly PlannedFault[], at: number): Step[] {
  const used = new Set(faults.map(({ inject }) => inject.do));
  return [
    { at, do: 'heal' },
    ...topology.devices.flatMap(({ name, kind }): Step[] => [
      ...(used.has('crash') || used.has('power-loss') || used.has('close')
        ? [{ at, do: 'restart', device: name } as const]
        : []),
      ...(kind === 'client' && used.has('sleep')
        ? [{ at, do: 'wake', device: name } as const]
        : []),
      ...(kind === 'client' && used.has('offline')
        ? [{ at, do: 'online', device: name } as const]
        : []),
    ]),
  ];
}
