import type { TargetRun } from '#harness/contract/conformance-report.ts';

/** The endpoint document of a shields.io badge: https://shields.io/badges/endpoint-badge. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: 'brightgreen' | 'yellow' | 'red';
}

/** How many of the applicable MUST cases a target passes. */
export function badge({ name, results }: TargetRun): Badge {
  const applicable = results.filter(({ outcome }) => outcome.kind !== 'unsupported');
  const must = applicable.filter(({ level }) => level === 'MUST');
  const passed = must.filter(({ outcome }) => outcome.kind === 'pass').length;
  const all = applicable.every(({ outcome }) => outcome.kind === 'pass');
  return {
    schemaVersion: 1,
    label: `Yjs conformance: ${name}`,
    message: `${passed}/${must.length} MUST`,
    color: all ? 'brightgreen' : passed === must.length ? 'yellow' : 'red',
  };
}
