import type { ExpectedFailure } from '#harness/contract/target.ts';

const reason =
  'A socket that ends without a null leaves its user to the 30 s time-out: another node may still carry that user.';
const link = 'ARCHITECTURE.md';

/** Chosen, not suffered: see "Presence over several links". */
export const expectedFailures: readonly ExpectedFailure[] = [
  { case: 'YS-AWAR-008', reason, link },
  { case: 'YS-AWAR-009', reason, link },
];
