import type { Json } from './json.ts';

/** A Yjs value as an observer is told of it: types keep their kind, so that they can be changed later. */
export type ObservedValue =
  | { readonly is: 'text'; readonly pieces: readonly TextPiece[] }
  | { readonly is: 'array'; readonly items: readonly ObservedValue[] }
  | { readonly is: 'map'; readonly entries: Readonly<Record<string, ObservedValue>> }
  | { readonly is: 'xml-text'; readonly pieces: readonly TextPiece[] }
  /** An XML element, or with `name` null a fragment. */
  | {
      readonly is: 'element';
      readonly name: string | null;
      readonly attributes: Readonly<Record<string, Json>>;
      readonly children: readonly ObservedValue[];
    }
  /** A value that no type can change; a subdocument as `{ subdocument: guid }`. */
  | { readonly is: 'value'; readonly value: Json }
  /** An XML hook, or a type of somebody's own, which no view follows. */
  | { readonly is: 'opaque' };

/** A stretch of text, or one embedded object, with its format. */
export interface TextPiece {
  readonly insert: Json;
  readonly attributes?: Readonly<Record<string, Json>>;
}

/** One operation of a text's delta; an attribute of null clears it. */
export type TextOperation =
  | TextPiece
  | { readonly retain: number; readonly attributes?: Readonly<Record<string, Json>> }
  | { readonly delete: number };

export type ArrayOperation =
  | { readonly insert: readonly ObservedValue[] }
  | { readonly retain: number }
  | { readonly delete: number };

/** A change of one type, as its event tells it. */
export type ObservedChange = {
  /** Keys and positions from the root down to the type, as they are after the transaction; outer types change first. */
  readonly path: readonly (string | number)[];
} & (
  | { readonly of: 'text'; readonly delta: readonly TextOperation[] }
  | { readonly of: 'array'; readonly delta: readonly ArrayOperation[] }
  | {
      readonly of: 'map';
      readonly set: Readonly<Record<string, ObservedValue>>;
      readonly deleted: readonly string[];
    }
  | {
      readonly of: 'element';
      readonly delta: readonly ArrayOperation[];
      readonly set: Readonly<Record<string, Json>>;
      readonly deleted: readonly string[];
    }
  | { readonly of: 'opaque' }
);
