import type { ExpectedFailure } from '#harness/contract/target.ts';

export const expectedFailures: readonly ExpectedFailure[] = [];
