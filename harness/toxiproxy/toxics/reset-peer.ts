import type { ToxicKind } from './toxic-kind.ts';

/**
 * `timeout` ms after the first chunk, which is dropped, closes the connection: by RST if it
 * started under this toxic, by FIN if it was there before. An interruption closes at once, because
 * a connection that has lost bytes must not live on.
 */
export const resetPeer: ToxicKind = {
  type: 'reset_peer',
  defaults: { timeout: 0 },
  resets: true,
  async pipe(flow, { timeout = 0 }) {
    if ((await flow.take()) === 'interrupted') return;
    await flow.wait(timeout);
    flow.close();
  },
};
