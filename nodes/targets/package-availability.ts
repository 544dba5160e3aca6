import { readFileSync } from 'node:fs';
import type { Availability } from '#harness/contract/target.ts';

/** The installed version of one of the project's own dev dependencies. */
export function packageAvailability(name: string): Availability {
  try {
    const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
      return { available: true, version: String(manifest.version) };
    }
  } catch {
    // Not installed, or not readable: the same to the caller.
  }
  return {
    available: false,
    reason: `the package ${name} is not installed`,
    remedy: 'pnpm install',
  };
}
