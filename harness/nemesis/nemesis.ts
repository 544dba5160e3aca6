import type { Action } from '#harness/contract/schedule.ts';
import type { Stage } from './stage.ts';

/** Actions by name, so that a row of a table and what it is given are known to fit. */
type ActionByName = {
  readonly [Name in Action['do']]: { readonly do: Name } & Extract<Action, { do: Name }>;
};

/** The action of a name, or any of several. */
export type ActionNamed<Name extends Action['do']> = {
  readonly [Each in Name]: ActionByName[Each];
}[Name];

/**
 * One kind of fault or its end: does it to the stage, and returns the ids of the links it touched.
 * Each nemesis has a file of its own and a row in `nemeses.ts`.
 */
export type Nemesis<Name extends Action['do']> = (
  stage: Stage,
  action: ActionNamed<Name>,
) => Promise<readonly string[]>;
