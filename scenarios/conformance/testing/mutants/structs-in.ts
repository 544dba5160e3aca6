import { decodeUpdate } from 'yjs';

/** One struct of an update, as far as mutants look. */
export interface UpdateStruct {
  readonly client: number;
  readonly clock: number;
  /** `Item`, `GC` or `Skip`. */
  readonly kind: string;
  /** `ContentString`, `ContentFormat`, ...; empty for what has no content. */
  readonly content: string;
}

/** The structs of an update; none where it cannot be decoded. */
export function structsIn(update: Uint8Array): UpdateStruct[] {
  try {
    return decodeUpdate(update).structs.map((struct) => ({
      client: struct.id.client,
      clock: struct.id.clock,
      kind: struct.constructor.name,
      content: 'content' in struct ? struct.content.constructor.name : '',
    }));
  } catch {
    return [];
  }
}
