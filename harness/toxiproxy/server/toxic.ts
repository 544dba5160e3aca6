import type { Attributes, ToxicKind } from '../toxics/toxic-kind.ts';

/** Toxiproxy's two directions: `upstream` is client to server. */
export type Direction = 'upstream' | 'downstream';

/** A toxic on a proxy. Live changes replace its toxicity and attributes. */
export interface Toxic {
  readonly name: string;
  readonly kind: ToxicKind;
  readonly direction: Direction;
  /** The direction as its author wrote it, which answers repeat. */
  readonly stream: string;
  /** Share of connections it affects; a float32, not validated. */
  toxicity: number;
  attributes: Attributes;
}

/** A toxic as the API shows it; the order of keys is the real server's. */
export function toxicJson({ attributes, name, kind, stream, toxicity }: Toxic): object {
  return { attributes, name, type: kind.type, stream, toxicity };
}
