import type { RunRecord } from '#harness/contract/run-record.ts';

/** The name, without folder and extension, of the files about one run: `offline-offline-desktop-7`. */
export function reportName({ scenario, seed, node, via }: RunRecord): string {
  const parts = [
    scenario,
    ...(node === 'yardstick' ? [] : [node]),
    ...(via === 'memory' ? [] : [via]),
    String(seed),
  ];
  return parts
    .join('-')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '');
}
