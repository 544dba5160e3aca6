import type { Action, Step } from '#harness/contract/schedule.ts';
import type { Topology } from '#harness/contract/topology.ts';
import { linksOf } from '#harness/topology/links-of.ts';
import type { RandomStream } from '#harness/world/random.ts';

/** A step at a time. */
export type TimedStep = Extract<Step, { at: number }>;

/** A time of a run, milliseconds, both ends included. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * A schedule in the making. What makes a device unusable for others books it first, so that no two
 * situations hold the same device and no edit is asked of a device that is not there.
 */
export class Plan {
  readonly random: RandomStream;
  readonly topology: Topology;
  readonly rooms: readonly string[];
  /** Everything begins after and ends before this. */
  readonly durationMs: number;
  readonly clients: readonly string[];
  readonly nodes: readonly string[];
  readonly links: readonly { readonly id: string; dialler: string; listener: string }[];
  readonly #steps: TimedStep[] = [];
  readonly #absences: (Span & { readonly device: string })[] = [];

  constructor(options: {
    random: RandomStream;
    topology: Topology;
    rooms: readonly string[];
    durationMs: number;
  }) {
    this.random = options.random;
    this.topology = options.topology;
    this.rooms = options.rooms;
    this.durationMs = options.durationMs;
    const named = (kind: 'client' | 'node') =>
      options.topology.devices.filter((device) => device.kind === kind).map(({ name }) => name);
    this.clients = named('client');
    this.nodes = named('node');
    this.links = linksOf(options.topology);
  }

  /** Adds an action; actions of one time happen in the order they were added. */
  add(at: number, action: Action): void {
    this.#steps.push({ at, ...action });
  }

  /** The steps so far, in order of time. */
  steps(): readonly TimedStep[] {
    return this.#steps.toSorted((a, b) => a.at - b.at);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.random.integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  time(): number {
    return this.random.integer(1_000, this.durationMs - 1);
  }

  /** A span of at least `leastMs`, and at most `mostMs`. */
  span(leastMs: number, mostMs = this.durationMs): Span {
    const length = this.random.integer(leastMs, Math.min(mostMs, this.durationMs - 1_001));
    const fromMs = this.random.integer(1_000, this.durationMs - 1 - length);
    return { fromMs, toMs: fromMs + length };
  }

  /** Books devices for a span; false when one is booked for part of it. */
  book(devices: readonly string[], { fromMs, toMs }: Span): boolean {
    const taken = this.#absences.some(
      (absence) =>
        devices.includes(absence.device) && absence.fromMs <= toMs && fromMs <= absence.toMs,
    );
    if (!taken) for (const device of devices) this.#absences.push({ device, fromMs, toMs });
    return !taken;
  }

  /** Whether the device is there for an edit at a time. */
  isThere(device: string, atMs: number): boolean {
    return !this.#absences.some(
      (absence) => absence.device === device && absence.fromMs <= atMs && atMs <= absence.toMs,
    );
  }

  /** The clients that dial a node. */
  clientsOf(node: string): readonly string[] {
    return this.links
      .filter(({ dialler, listener }) => listener === node && this.clients.includes(dialler))
      .map(({ dialler }) => dialler);
  }
}
