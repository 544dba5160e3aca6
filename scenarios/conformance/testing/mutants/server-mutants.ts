import { authMutants } from './auth-mutants.ts';
import { awarenessMutants } from './awareness-mutants.ts';
import { handshakeMutants } from './handshake-mutants.ts';
import { lifecycleMutants } from './lifecycle-mutants.ts';
import { limitMutants } from './limit-mutants.ts';
import { malformedMutants } from './malformed-mutants.ts';
import type { ServerMutant } from './mutant.ts';
import { persistenceMutants } from './persistence-mutants.ts';
import { relayMutants } from './relay-mutants.ts';
import { roomMutants } from './room-mutants.ts';
import { syncMutants } from './sync-mutants.ts';
import { updateMutants } from './update-mutants.ts';

/** Every planted bug of the reference server. */
export const serverMutants: readonly ServerMutant[] = [
  ...handshakeMutants,
  ...syncMutants,
  ...updateMutants,
  ...awarenessMutants,
  ...authMutants,
  ...malformedMutants,
  ...limitMutants,
  ...lifecycleMutants,
  ...persistenceMutants,
  ...roomMutants,
  ...relayMutants,
];
