import type { ToxicKind } from './toxic-kind.ts';

/**
 * Drops all data for good. With `timeout` > 0 ms it closes the connection once nothing came for
 * that long; with 0 it never does. Removing it closes the connection, whose bytes are gone.
 */
export const timeout: ToxicKind = {
  type: 'timeout',
  defaults: { timeout: 0 },
  closesOnRemoval: true,
  async pipe(flow, { timeout = 0 }) {
    for (;;) {
      const taken = await flow.take(timeout > 0 ? timeout : undefined);
      if (taken === 'interrupted') return;
      if (taken === 'end' || taken === 'elapsed') return flow.close();
    }
  },
};
