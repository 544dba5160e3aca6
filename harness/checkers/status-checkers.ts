import type { Checker } from '#harness/contract/checker.ts';
import { acknowledgement } from './acknowledgement.ts';
import { awarenessShadow } from './awareness-shadow.ts';
import { deadConnections } from './dead-connections.ts';
import { departed } from './departed.ts';
import { exceptions } from './exceptions.ts';
import { floodBound } from './flood-bound.ts';
import { forgedPresence } from './forged-presence.ts';
import { idleSilence } from './idle-silence.ts';
import { leaks } from './leaks.ts';
import { lastingConnections } from './lasting-connections.ts';
import { liveness } from './liveness.ts';
import { noFalseOffline } from './no-false-offline.ts';
import { noGrowth } from './no-growth.ts';
import { noPhantom } from './no-phantom.ts';
import { presenceComplete } from './presence-complete.ts';
import { presenceFast } from './presence-fast.ts';
import { providerHang } from './provider-hang.ts';
import { providerUnsynced } from './provider-unsynced.ts';
import { syncedHonesty } from './synced-honesty.ts';

/** The checkers of status, awareness, economy and resources, in the order of `scenarios/RULES.md`. */
export const statusCheckers: readonly Checker[] = [
  awarenessShadow,
  exceptions,
  syncedHonesty,
  acknowledgement,
  liveness,
  providerHang,
  providerUnsynced,
  deadConnections,
  lastingConnections,
  presenceComplete,
  presenceFast,
  noFalseOffline,
  departed,
  noPhantom,
  forgedPresence,
  floodBound,
  idleSilence,
  noGrowth,
  leaks,
];
