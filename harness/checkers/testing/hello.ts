import { ObservedDocs, type DeviceName } from './observed-docs.ts';

/** An update arrives at several devices. */
export function share(run: ObservedDocs, update: Uint8Array, ...devices: DeviceName[]): void {
  for (const device of devices) run.arrive(device, update);
}

/** The phone has written "hello", and it has arrived at some devices. */
export function hello(...reached: DeviceName[]): ObservedDocs {
  const run = new ObservedDocs();
  share(
    run,
    run.edit('phone', (text) => text.insert(0, 'hello'), 'hello'),
    ...reached,
  );
  return run;
}
