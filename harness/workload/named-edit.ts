import type { Static, TSchema } from '@sinclair/typebox';
import type { Doc } from 'yjs';
import type { RootType } from '#harness/contract/history-event.ts';

/** An edit that steps name: what it does to a document, given JSON arguments. */
export interface NamedEdit<Args extends TSchema = TSchema> {
  /** A tuple schema; the first argument is the root's name, but for a user's own edits. */
  readonly args: Args;
  /** Null where only the document can tell. */
  readonly rootType: RootType | null;
  /** Whether `run` opens its own transaction, as undo must; others run inside one. */
  readonly ownTransaction?: true;
  /** Positions beyond the content are moved to its end. */
  run(doc: Doc, args: Static<Args>): void;
  /** Names the edit where a step does not, by what it inserted. */
  token?(args: Static<Args>): string;
}

/** Keeps the schema's type for `run`. */
export function namedEdit<Args extends TSchema>(edit: NamedEdit<Args>): NamedEdit<Args> {
  return edit;
}

/** A position within a sequence of this length, whatever was asked for. */
export function within(length: number, position: number): number {
  return Math.min(Math.max(0, position), length);
}
