import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { current } from './current.ts';
import { createEventHeap } from './event-heap.ts';
import { createRandom, type RandomStream } from './random.ts';
import { createTripwire } from './tripwire.ts';
import { VirtualTimer, type TimerKind } from './virtual-timer.ts';
import type { DeviceLife, Zone } from './zone.ts';

/** What a device's callback threw, or a promise of it rejected with. */
export type UncaughtHandler = (life: DeviceLife, error: unknown) => void;

export interface ScheduleOptions {
  readonly zone: Zone | null;
  readonly kind: TimerKind;
  readonly purpose: string;
  readonly intervalMs?: number;
}

/** Virtual time: one heap of callbacks, and the zones they run in. */
export interface World {
  readonly random: RandomStream;
  nowMs(): number;
  /** Begins a device's life; its random stream depends on its name and how often it was born. */
  bear(device: string): DeviceLife;
  /** Ends it: nothing of it runs again. */
  kill(life: DeviceLife): void;
  sleep(life: DeviceLife): void;
  wake(life: DeviceLife): void;
  zone(life: DeviceLife, link: string): Zone;
  /** Every zone of every living device. */
  zones(): Iterable<Zone>;
  schedule(delayMs: number, callback: () => void, options: ScheduleOptions): VirtualTimer;
  cancel(timer: VirtualTimer): void;
  /** Runs `callback` now, in the zone; what it throws goes to the uncaught handler. */
  enter(zone: Zone, callback: () => void): void;
  /** How many timers of a device's code are pending, keep-alives included. */
  timersOf(life: DeviceLife): number;
  /** The pending callback of a zone that is due first, for reasons. */
  firstWork(zones: ReadonlySet<Zone>): VirtualTimer | undefined;
  /**
   * Runs callbacks in order of time until `stop` says so (asked after each one), or none is left.
   * Promises are drained after each. Rejects on a fault of the harness only.
   */
  run(stop: () => boolean): Promise<void>;
}

/** Virtual time begins at this wall clock (2026-01-01T00:00:00Z), so that dates look like dates. */
export const epochMs = 1_767_225_600_000;

/** A world in which nothing has happened yet. */
export function createWorld(seed: number, uncaught: UncaughtHandler): World {
  const heap = createEventHeap<VirtualTimer>();
  const random = createRandom(seed);
  const births = new Map<string, number>();
  const zonesByLife = new Map<DeviceLife, Map<string, Zone>>();
  const heldBack = new Map<DeviceLife, VirtualTimer[]>();
  let nowMs = 0;
  let order = 0;

  function settle(timer: VirtualTimer): void {
    if (!timer.pending) return;
    timer.pending = false;
    if (timer.kind === 'work' && timer.zone !== null) timer.zone.work--;
  }

  function push(timer: VirtualTimer): void {
    timer.pending = true;
    if (timer.kind === 'work' && timer.zone !== null) timer.zone.work++;
    heap.push(timer);
  }

  function fire(timer: VirtualTimer): void {
    settle(timer);
    if (timer.intervalMs > 0) {
      timer.atMs = nowMs + timer.intervalMs;
      timer.order = order++;
      push(timer);
    }
    if (timer.zone === null) timer.callback();
    else world.enter(timer.zone, timer.callback);
  }

  const world: World = {
    random,
    nowMs: () => nowMs,
    bear(device) {
      const birth = (births.get(device) ?? 0) + 1;
      births.set(device, birth);
      const life: DeviceLife = {
        device,
        random: random.fork(`device:${device}:${birth}`),
        alive: true,
        asleep: false,
        clockOffsetMs: 0,
        keepAliveMs: [],
        immediateDelayMs: 0,
        exitListeners: new Set(),
        globals: {},
      };
      zonesByLife.set(life, new Map());
      return life;
    },
    kill(life) {
      life.alive = false;
      zonesByLife.delete(life);
      heldBack.delete(life);
    },
    sleep(life) {
      life.asleep = true;
      heldBack.set(life, []);
    },
    wake(life) {
      life.asleep = false;
      for (const timer of heldBack.get(life) ?? []) {
        if (!timer.pending) continue;
        timer.atMs = nowMs;
        timer.order = order++;
        heap.push(timer);
      }
      heldBack.delete(life);
    },
    zone(life, link) {
      const zones = zonesByLife.get(life);
      if (zones === undefined) return { life, link, work: 0 };
      const known = zones.get(link);
      if (known !== undefined) return known;
      const zone: Zone = { life, link, work: 0 };
      zones.set(link, zone);
      return zone;
    },
    *zones() {
      for (const zones of zonesByLife.values()) yield* zones.values();
    },
    schedule(delayMs, callback, { zone, kind, purpose, intervalMs = 0 }) {
      const atMs = nowMs + Math.max(0, delayMs);
      const timer = new VirtualTimer({
        atMs,
        order: order++,
        kind,
        zone,
        callback,
        purpose,
        intervalMs,
      });
      push(timer);
      return timer;
    },
    cancel: settle,
    enter(zone, callback) {
      const outer = current.zone;
      current.zone = zone;
      try {
        tripwire.watch(zone, callback);
      } catch (error) {
        if (error instanceof HarnessFault) throw error;
        uncaught(zone.life, error);
      } finally {
        // An outermost zone stays current until its promises are drained.
        if (outer !== null) current.zone = outer;
      }
    },
    timersOf: (life) =>
      heap
        .entries()
        .filter(({ pending, kind, zone }) => pending && kind !== 'script' && zone?.life === life)
        .length,
    firstWork(zones) {
      let first: VirtualTimer | undefined;
      for (const timer of heap.entries()) {
        if (!timer.pending || timer.kind !== 'work' || timer.zone === null) continue;
        if (!zones.has(timer.zone) || !timer.zone.life.alive) continue;
        if (first === undefined || timer.atMs < first.atMs) first = timer;
      }
      return first;
    },
    async run(stop) {
      if (current.world !== null)
        throw new HarnessFault('two worlds cannot run at once in one process');
      current.world = world;
      const rejected = (error: unknown): void => {
        if (current.zone === null || error instanceof HarnessFault) tripwire.fail(error);
        else uncaught(current.zone.life, error);
      };
      process.on('unhandledRejection', rejected);
      tripwire.arm();
      try {
        await tripwire.drain();
        while (!stop()) {
          const timer = heap.pop();
          if (timer === undefined) break;
          if (!timer.pending || timer.zone?.life.alive === false) continue;
          if (timer.zone?.life.asleep === true) {
            heldBack.get(timer.zone.life)?.push(timer);
            continue;
          }
          nowMs = Math.max(nowMs, timer.atMs);
          fire(timer);
          if (tripwire.touched()) await tripwire.drain();
          current.zone = null;
        }
      } finally {
        tripwire.disarm();
        process.off('unhandledRejection', rejected);
        current.world = null;
        current.zone = null;
      }
    },
  };
  const tripwire = createTripwire();
  return world;
}
