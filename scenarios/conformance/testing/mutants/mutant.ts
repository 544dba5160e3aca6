import type { ReferenceParts } from '../reference-parts.ts';

/** A deliberately broken reference server. */
export interface ServerMutant {
  /** What it does wrong, in words; an issue where one is known. */
  readonly name: string;
  /** Made anew for each run: a mutant may keep state. */
  parts(): Partial<ReferenceParts>;
  /** Cases that must fail. */
  readonly breaks: readonly string[];
  /** Globs of further cases that may fail: what they set up rests on what is broken. */
  readonly mayBreak?: readonly string[];
}
