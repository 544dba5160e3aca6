import type { Checker } from '#harness/contract/checker.ts';
import { coldStart } from './cold-start.ts';
import { componentConvergence } from './component-convergence.ts';
import { connectionCompleteness } from './connection-completeness.ts';
import { convergence } from './convergence.ts';
import { derivedUpdates } from './derived-updates.ts';
import { durableKept } from './durable-kept.ts';
import { exactlyOnce } from './exactly-once.ts';
import { identityReuse } from './identity-reuse.ts';
import { listOrder } from './list-order.ts';
import { implementationsAgree } from './implementations-agree.ts';
import { lostDeletions } from './lost-deletions.ts';
import { lostEdits } from './lost-edits.ts';
import { maximalWriter } from './maximal-writer.ts';
import { nothingInvented } from './nothing-invented.ts';
import { nothingStuck } from './nothing-stuck.ts';
import { observerShadow } from './observer-shadow.ts';
import { ownUndo } from './own-undo.ts';
import { roomsApart } from './rooms-apart.ts';
import { stateGrows } from './state-grows.ts';
import { statusCheckers } from './status-checkers.ts';
import { updateShadow } from './update-shadow.ts';

/** Every checker, in the order in which results are shown: what a user loses first. */
export const checkers: readonly Checker[] = [
  convergence,
  componentConvergence,
  connectionCompleteness,
  nothingStuck,
  lostEdits,
  lostDeletions,
  exactlyOnce,
  nothingInvented,
  coldStart,
  durableKept,
  stateGrows,
  listOrder,
  maximalWriter,
  identityReuse,
  implementationsAgree,
  derivedUpdates,
  ownUndo,
  updateShadow,
  observerShadow,
  roomsApart,
  ...statusCheckers,
];
