import '#harness/world/install.ts';
import { describe, expect, it } from 'vitest';
import type { NodeImplementation } from '#harness/contract/device.ts';

const lightsOut = 'rooms/lights-out';

/** What LEAK-1 says of a node after everyone has left it. */
async function judgeLeaks(node?: NodeImplementation) {
  const { ourOwn, runScenario } = await import('#harness/cli/run-scenario.ts');
  const { loadScenario } = await import('#harness/cli/catalogue.ts');
  const underTest = node === undefined ? ourOwn : { ...ourOwn, node };
  const { record } = await runScenario(await loadScenario(lightsOut), 1, underTest);
  return record.checks.find(({ rule }) => rule === 'LEAK-1');
}

describe('what nodes hold after everyone has left', () => {
  it('is what they held before anybody came', async () => {
    expect((await judgeLeaks())?.verdict).toBe('pass');
  });

  it('shows a timer that each connection leaves behind', async () => {
    const { brokenNode } = await import('#nodes/mutants/broken-node.ts');
    const { handshake } = await import('#nodes/sync-node/handshake.ts');
    const leaking = brokenNode('leaks-timers', {
      parts: () => ({
        handshake(room, session) {
          setInterval(() => undefined, 30_000);
          handshake(room, session);
        },
      }),
    });
    const leaks = await judgeLeaks(leaking);
    expect(leaks?.verdict).toBe('fail');
    expect(leaks?.detail).toMatch(/holds \d+ timers after everyone left/);
  });
});
