import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { World } from '#harness/world/world.ts';
import type { DeviceLife } from '#harness/world/zone.ts';
import type { Devices } from './devices.ts';

export interface TurnsOptions {
  readonly world: World;
  readonly devices: Devices;
  /** A device threw, and nobody caught it. */
  uncaught(life: DeviceLife, error: unknown): void;
}

/** How steps get their turn in the world: each lets time pass until it is done. */
export interface Turns {
  /** Runs code as the device's own, now, and lets time pass until what it returns is settled. */
  act<Result>(name: string, code: () => Result | Promise<Result>): Promise<Result>;
  /** Tells a device to do something; what it throws is its own uncaught exception, and no fault of ours. */
  tell(name: string, code: () => void | Promise<void>): Promise<void>;
  /** Does something that is no device's doing, now, by the world's clock. */
  asTheWorld(code: () => void): Promise<void>;
}

/** Turns of one world. */
export function createTurns({ world, devices, uncaught }: TurnsOptions): Turns {
  async function act<Result>(name: string, code: () => Result | Promise<Result>): Promise<Result> {
    const { life } = devices.installed(name);
    if (life === null) throw new HarnessFault(`"${name}" is not running`);
    let settled: { readonly value: Result } | { readonly error: unknown } | undefined;
    const run = async (): Promise<void> => {
      try {
        settled = { value: await code() };
      } catch (error) {
        settled = { error };
      }
    };
    world.schedule(0, () => void run(), {
      zone: world.zone(life, ''),
      kind: 'script',
      purpose: 'step',
    });
    await world.run(() => settled !== undefined);
    if (settled === undefined) throw new HarnessFault(`a step on "${name}" never finished`);
    if ('error' in settled) throw settled.error;
    return settled.value;
  }

  async function tell(name: string, code: () => void | Promise<void>): Promise<void> {
    const { life } = devices.installed(name);
    await act(name, async () => {
      try {
        await code();
      } catch (error) {
        if (life === null || error instanceof HarnessFault) throw error;
        uncaught(life, error);
      }
    });
  }

  async function asTheWorld(code: () => void): Promise<void> {
    let done = false;
    world.schedule(
      0,
      () => {
        code();
        done = true;
      },
      { zone: null, kind: 'script', purpose: 'step' },
    );
    await world.run(() => done);
  }

  return { act, tell, asTheWorld };
}
