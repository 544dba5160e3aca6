import type { EditFacts } from './edit-facts.ts';

/** How a replica differs from another: what is wrong with one struct. */
export interface Diagnosis {
  /** The replica that is wrong, and one that is right. */
  readonly device: string;
  readonly comparedWith: string;
  readonly room: string;
  readonly root: string | null;
  readonly struct: { readonly client: number; readonly clock: number };
  readonly wrong: 'missing' | 'stuck' | 'undeleted' | 'invented' | 'deleted';
  /** Who wrote it, or deleted it; null when no edit of the history did. */
  readonly edit: EditFacts | null;
  /** Devices in the order in which they came to hold it. */
  readonly path: readonly { readonly device: string; readonly atMs: number }[];
  /** The neighbour that held it and did not pass it on, and since when; null when no neighbour held it. */
  readonly stoppedAt: {
    readonly device: string;
    readonly link: string;
    readonly atMs: number;
    readonly offered: boolean;
  } | null;
  /** All of it in words, most important first. */
  readonly sentences: readonly string[];
}
