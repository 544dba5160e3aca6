import type { Action } from '#harness/contract/schedule.ts';
import { reset, resetAt, shape } from './connection-faults.ts';
import { cut } from './cut.ts';
import { intrude } from './intrude.ts';
import { heal } from './heal.ts';
import { add, join, leave } from './membership.ts';
import type { ActionNamed, Nemesis } from './nemesis.ts';
import { partition } from './partition.ts';
import { clock, close, crash, powerLoss, restart, sleep, wake } from './process-faults.ts';
import type { Stage } from './stage.ts';
import { diskLoss, evict, fsyncFailure, quota, slowAuth, slowStorage } from './storage-faults.ts';
import { offline, online } from './work-offline.ts';

/** Steps that change the stage; the others (edits, presence, notes) only use it. */
export type StageAction = Exclude<
  Action,
  { do: 'edit' | 'deliver' | 'state' | 'ask-acknowledgement' | 'note' | 'write' }
>;

const nemeses: { readonly [Name in StageAction['do']]: Nemesis<Name> } = {
  partition,
  cut,
  heal,
  reset,
  'reset-at': resetAt,
  shape,
  offline,
  online,
  crash,
  'power-loss': powerLoss,
  close,
  restart,
  sleep,
  wake,
  clock,
  'disk-loss': diskLoss,
  'fsync-failure': fsyncFailure,
  quota,
  'slow-storage': slowStorage,
  'slow-auth': slowAuth,
  evict,
  intrude,
  add,
  join,
  leave,
};

/** Steps that end a fault. */
const healing: ReadonlySet<Action['do']> = new Set(['heal', 'online', 'restart', 'wake']);

/** Does what the action says; returns the ids of the links it touched. */
export function inject<Name extends StageAction['do']>(
  stage: Stage,
  action: ActionNamed<Name>,
): Promise<readonly string[]> {
  const nemesis: Nemesis<Name> = nemeses[action.do];
  return nemesis(stage, action);
}

/** What a device, its user or its operator does without anything being broken. */
const using: ReadonlySet<Action['do']> = new Set([
  ...(['edit', 'deliver', 'state', 'ask-acknowledgement', 'note', 'write'] as const),
  ...(['add', 'join', 'leave', 'close'] as const),
]);

/** Whether the action injects, ends or is no fault. */
export function faultKind({ do: what }: Action): 'fault' | 'heal' | 'use' {
  if (healing.has(what)) return 'heal';
  return using.has(what) ? 'use' : 'fault';
}
