import type { IndexEntry } from '#reports/index-page/index-entry.ts';

/** Whether the gate lets it through: nothing but a pass will do here. */
export function isPass({ verdict }: IndexEntry): boolean {
  return verdict === 'pass';
}
