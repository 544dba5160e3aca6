import { current } from './current.ts';
import { currentLife } from './real-life.ts';

/** Globals of a browser that Node lacks and that answer for the device whose code asks. */
const names = ['indexedDB', 'IDBKeyRange'] as const;

/** y-indexeddb and lib0 read `indexedDB` at every call, so a getter is enough. */
export function patchGlobals(): void {
  for (const name of names) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => (current.zone?.life ?? currentLife())?.globals[name],
    });
  }
}
