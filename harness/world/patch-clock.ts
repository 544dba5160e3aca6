import { current } from './current.ts';
import { real } from './real.ts';
import { currentLife } from './real-life.ts';
import { epochMs } from './world.ts';

/** `Date`, `performance.now`, `process.hrtime` and `Intl` without an argument tell the world's time. */
export function patchClock(): void {
  const RealDate = Date;
  Date.now = wallClockMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [wallClockMs()] : args, newTarget),
    apply: () => new RealDate(wallClockMs()).toString(),
  });

  performance.now = () => current.world?.nowMs() ?? real.now();

  const realHrtime = process.hrtime;
  const hrtime = (previous?: [number, number]): [number, number] => {
    if (current.world === null) return realHrtime(previous);
    const nanoseconds =
      virtualNanoseconds() -
      BigInt(previous?.[0] ?? 0) * 1_000_000_000n -
      BigInt(previous?.[1] ?? 0);
    return [Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n)];
  };
  hrtime.bigint = () => (current.world === null ? realHrtime.bigint() : virtualNanoseconds());
  process.hrtime = hrtime;

  const format = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format')?.get;
  if (format !== undefined) {
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      configurable: true,
      get(this: Intl.DateTimeFormat) {
        const bound: Intl.DateTimeFormat['format'] = format.call(this);
        return (date?: Date | number) => bound(date ?? wallClockMs());
      },
    });
  }
}

function wallClockMs(): number {
  if (current.world === null) return real.dateNow() + (currentLife()?.clockOffsetMs ?? 0);
  return epochMs + Math.floor(current.world.nowMs() + (current.zone?.life.clockOffsetMs ?? 0));
}

function virtualNanoseconds(): bigint {
  return BigInt(Math.round((current.world?.nowMs() ?? 0) * 1e6));
}
