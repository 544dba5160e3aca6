import { expect, test } from 'vitest';
import { deliberateDifferences } from './deliberate-differences.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { toxiproxyApi } from './toxiproxy-api.ts';

/** Each listed difference must still be one, seen from this server's side. */
export function differences(name: ServerUnderTest['name'], url: () => string): void {
  test.each(deliberateDifferences)('$title', async ({ observe, real, embedded }) => {
    expect(embedded).not.toEqual(real);
    expect(await observe(toxiproxyApi(url()))).toEqual(name === 'real' ? real : embedded);
  });
}
