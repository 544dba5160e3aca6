import type { World } from './world.ts';
import type { Zone } from './zone.ts';

/**
 * The world that is running, and the zone whose callback is being run, for the ambient patches.
 * One world runs at a time in a process.
 */
export const current: { world: World | null; zone: Zone | null } = { world: null, zone: null };
