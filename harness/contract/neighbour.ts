import type { RunRecord } from './run-record.ts';

/** A passing run that differs from a failing one in as little as possible. */
export interface Neighbour {
  /** What differs, in words, such as `seed 1043`. */
  readonly differsIn: string;
  readonly record: RunRecord;
  /** The first moment at which the two runs part: what happened here, and what happened there. */
  readonly parting: { readonly atMs: number; readonly here: string; readonly there: string } | null;
  /** How each difference travelled there: the devices in order, by the difference's token. */
  readonly paths: Readonly<
    Record<string, readonly { readonly device: string; readonly atMs: number }[]>
  >;
}
