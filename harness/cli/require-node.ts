import { UsageError } from '#harness/contract/usage-error.ts';

/** The oldest Node that runs everything: `require(esm)`, `zlib.crc32` and stable `fetch`. */
const oldest = [20, 19] as const;

/** Throws a UsageError when this Node is too old. `version` is `process.versions.node`. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOldEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  if (!isOldEnough) {
    throw new UsageError(
      `this is Node ${version}; Yardstick needs ${oldest.join('.')} or newer: install a current one from nodejs.org`,
    );
  }
}
