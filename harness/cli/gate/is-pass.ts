import type { IndexEntry } from '#reports/index-page/index-entry.ts';

/** Whether the gate lets it through. */
export function isPass({ verdict }: IndexEntry): boolean {
  return verdict === 'pass' || verdict === 'known';
}
