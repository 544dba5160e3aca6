/**
 * Replaces the ambient clock, timers and randomness, once per process and before yjs or lib0 load
 * (they capture `Date.now` and `getRandomValues` at load): `node --import ./harness/world/install.ts`.
 * Outside a running world everything answers as before.
 *
 * Patching the built-in modules and calling `syncBuiltinESMExports` reaches named imports such as
 * `import { randomUUID } from 'node:crypto'` too, without a loader hook and its thread.
 */
import { patchClock } from './patch-clock.ts';
import { patchGlobals } from './patch-globals.ts';
import { patchProcess } from './patch-process.ts';
import { patchRandomness } from './patch-randomness.ts';
import { patchTimers } from './patch-timers.ts';
import { patchWebSocketConstants } from './patch-websocket-constants.ts';
import { syncBuiltinESMExports } from 'node:module';

patchClock();
patchTimers();
patchRandomness();
patchWebSocketConstants();
patchGlobals();
patchProcess();
syncBuiltinESMExports();
