import type { Mutant } from '#harness/contract/mutant.ts';
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { messageYjsSyncStep2 } from 'y-protocols/sync';
import { decodeUpdate } from 'yjs';
import { brokenClient, providerThatSends } from './broken-client.ts';

const name = 'answers-with-structs-only';

function isDeletionsOnly(frame: Uint8Array): boolean {
  const decoder = createDecoder(frame);
  if (readVarUint(decoder) !== 0 || readVarUint(decoder) !== messageYjsSyncStep2) return false;
  return decodeUpdate(readVarUint8Array(decoder)).structs.length === 0;
}

export const answersWithStructsOnly: Mutant = {
  name,
  defect: 'Does not answer the server when it has only deletions to tell.',
  issue: 'yjs#140',
  caughtBy: ['CONV-1', 'CONV-2', 'CONV-3', 'LOSS-2'],
  needs: 'client',
  client: brokenClient(name, () => ({
    createProvider: providerThatSends((frame) => (isDeletionsOnly(frame) ? null : frame)),
  })),
};
