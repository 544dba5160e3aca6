import type { Cause } from '#harness/contract/cause.ts';
import { answeredBeforeLoad } from './answered-before-load.ts';
import { connectIgnored } from './connect-ignored.ts';
import { endNeverTold } from './end-never-told.ts';
import { firstTellerLeft } from './first-teller-left.ts';
import { goodbyeKeptBack } from './goodbye-kept-back.ts';
import { handedEarlyDeletion, handedGap } from './handed.ts';
import { nothingSaid } from './nothing-said.ts';
import { sentBack } from './sent-back.ts';
import { writeFailed } from './write-failed.ts';

/** What may have brought a finding about, by the name that the signature of a known failure gives it. */
export const causes: ReadonlyMap<string, Cause> = new Map([
  ['answered-before-load', answeredBeforeLoad],
  ['connect-ignored', connectIgnored],
  ['end-never-told', endNeverTold],
  ['first-teller-left', firstTellerLeft],
  ['goodbye-kept-back', goodbyeKeptBack],
  ['handed-early-deletion', handedEarlyDeletion],
  ['handed-gap', handedGap],
  ['nothing-said', nothingSaid],
  ['sent-back', sentBack],
  ['write-failed', writeFailed],
]);
