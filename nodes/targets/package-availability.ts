import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Availability } from '#harness/contract/target.ts';

/**
 * The installed version of a package that a built-in server needs: one of this project's own dev dependencies,
 * or of the project that Yardstick is installed in.
 */
export function packageAvailability(name: string): Availability {
  // Not through `exports`, which many packages keep their package.json out of.
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const version = versionIn(join(folder, name, 'package.json'));
    if (version !== null) return { available: true, version };
  }
  return {
    available: false,
    reason: `the package ${name} is not installed`,
    remedy: `install ${name} in your project`,
  };
}

function versionIn(file: string): string | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
      return String(manifest.version);
  } catch {
    // Not installed, or not readable: the same to the caller.
  }
  return null;
}
