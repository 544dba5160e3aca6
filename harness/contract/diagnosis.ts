import type { IdRange } from './history-event.ts';

/**
 * From a failed history to the first piece of content that is wrong: at which replica, who wrote it, how far
 * it came, and where it stopped. Plain JSON, computed with Yjs once, so that reports show it without.
 */
export interface Diagnosis {
  /** The broken rule it explains. */
  readonly rule: string;
  readonly room: string;
  /** The device whose replica, or whose storage, is wrong, and that Y.Doc. */
  readonly device: string;
  readonly replica: string;
  /** What is wrong is in memory, or in what storage gives back. */
  readonly where: 'replica' | 'storage';
  /** The root that the piece is in, itself or below; '' when no document tells. */
  readonly root: string;
  /** Whether the structs themselves are concerned or their deletion. */
  readonly piece: 'insert' | 'delete';
  /**
   * missing: others have it, or an edit made it. stuck: the replica holds what builds on it and waits for
   * it. duplicated: it says again what an edit wrote. invented: no edit made it. forked: two different
   * pieces have its id.
   */
  readonly problem: 'missing' | 'stuck' | 'duplicated' | 'invented' | 'forked';
  /** The first structs that differ: those of one edit, as far as the replica lacks them. */
  readonly structs: IdRange;
  /** What they say, at most 80 UTF-16 units; a word such as `format bold` for what is no text. */
  readonly text: string;
  /** The text right before them, at most 20 units; '' at the beginning or where there is none. */
  readonly after: string;
  /** Null when no edit of the history made it. */
  readonly author: PieceAuthor | null;
  /** Devices of the compared group whose replica has it, and those whose has not; sorted. */
  readonly heldBy: readonly string[];
  readonly lackedBy: readonly string[];
  /** How it came to the device where it stopped, the author first; every device once. */
  readonly path: readonly Arrival[];
  /** The last link that carried it to a replica on that path; null when none did. */
  readonly lastCarrier: Carriage | null;
  /** The link that should have brought it; null when no device beside one that lacks it has it. */
  readonly shouldHaveCarried: MissedLink | null;
  /** All of it in words, a sentence each, the most important first. */
  readonly sentences: readonly string[];
}

export interface PieceAuthor {
  readonly device: string;
  readonly atMs: number;
  /** Of the edit event. */
  readonly seq: number;
  readonly action: string;
  /** Null when the edit has none. */
  readonly token: string | null;
}

/** A device's first replica that got the piece. */
export interface Arrival {
  readonly device: string;
  readonly atMs: number;
  readonly seq: number;
  /** Who sent it over which link; null for the author, and for what a storage gave back. */
  readonly from: string | null;
  readonly link: string | null;
}

/** One frame that carried the piece over a link. */
export interface Carriage {
  readonly link: string;
  readonly connection: string;
  readonly from: string;
  readonly to: string;
  readonly sentMs: number;
  readonly sendSeq: number;
  /** Null when it never arrived. */
  readonly receivedMs: number | null;
  readonly receiveSeq: number | null;
}

/** What happened on the link over which the piece should have come. */
export interface MissedLink {
  readonly link: string;
  /** The device that has it, and the one that lacks it. */
  readonly from: string;
  readonly to: string;
  /** Since when `from` has it. */
  readonly heldSinceMs: number;
  /**
   * never-connected, never-sent (though they were connected), never-received (the frame was lost with its
   * connection, or is on its way still), not-kept (received and not applied), waits (received, applied later
   * or never, because it builds on something missing), forgotten (`to` had it, and lost it).
   */
  readonly fate:
    | 'never-connected'
    | 'never-sent'
    | 'never-received'
    | 'not-kept'
    | 'waits'
    | 'forgotten';
  /** When it was sent, connected last, or forgotten, by `fate`; null for never-connected. */
  readonly atMs: number | null;
}
