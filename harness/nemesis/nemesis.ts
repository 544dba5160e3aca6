import type { Action } from '#harness/contract/schedule.ts';
import type { Stage } from './stage.ts';

type ActionNamed<Name extends Action['do']> = Extract<Action, { do: Name }>;

/**
 * One kind of fault or its end: does it to the stage, and returns the ids of the links it touched.
 * Each nemesis has a file of its own and a row in `nemeses.ts`.
 */
export type Nemesis<Name extends Action['do']> = (
  stage: Stage,
  action: ActionNamed<Name>,
) => Promise<readonly string[]>;
