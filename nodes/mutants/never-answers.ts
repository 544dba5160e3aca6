import type { Mutant } from '#harness/contract/mutant.ts';
import { brokenClient, providerThatSends } from './broken-client.ts';

const name = 'never-answers';

export const neverAnswers: Mutant = {
  name,
  defect:
    "Leaves the server's sync step 1 without an answer, so that offline work never leaves the client.",
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3'],
  needs: 'client',
  client: brokenClient(name, () => ({
    createProvider: providerThatSends((frame) => (frame[0] === 0 && frame[1] === 1 ? null : frame)),
  })),
};
