import type { ToxicKind } from './toxic-kind.ts';

/** Closes the connection after exactly `bytes` bytes, counted per connection and direction. */
export const limitData: ToxicKind = {
  type: 'limit_data',
  defaults: { bytes: 0 },
  async pipe(flow, { bytes: limit = 0 }) {
    for (;;) {
      const taken = await flow.take();
      if (taken === 'interrupted') return;
      if (taken === 'end' || taken === 'elapsed') return flow.close();
      const bytes = taken.bytes.subarray(0, Math.max(0, limit - flow.state.bytesPassed));
      flow.state.bytesPassed += bytes.length;
      if (bytes.length > 0) await flow.pass({ ...taken, bytes });
      if (flow.state.bytesPassed >= limit) return flow.close();
    }
  },
};
