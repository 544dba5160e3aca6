/** `upstream` is from the dialler to the listener. */
export type ToxicStream = 'upstream' | 'downstream';

/** A toxic for one direction of a proxy, named within the proxy. Attributes are integers. */
export type ToxicSpec = {
  readonly name: string;
  readonly stream: ToxicStream;
  /** Share of connections it affects, 0..1; default 1. */
  readonly toxicity?: number;
} & ToxicEffect;

/** Type and attributes under Toxiproxy's own names; ms unless said otherwise. */
export type ToxicEffect =
  | { readonly type: 'latency'; readonly attributes: { latency: number; jitter: number } }
  /** Rate in kB/s (1000 B). */
  | { readonly type: 'bandwidth'; readonly attributes: { rate: number } }
  | { readonly type: 'slow_close'; readonly attributes: { delay: number } }
  | { readonly type: 'timeout'; readonly attributes: { timeout: number } }
  | { readonly type: 'reset_peer'; readonly attributes: { timeout: number } }
  /** Sizes in bytes, delay in microseconds. */
  | {
      readonly type: 'slicer';
      readonly attributes: { average_size: number; size_variation: number; delay: number };
    }
  | { readonly type: 'limit_data'; readonly attributes: { bytes: number } };
