import { getState } from 'yjs';
import type { Documents } from '#harness/carrier/memory-carrier.ts';
import { journalEdit } from './journal-edit.ts';
import { playWriter } from './play-writer.ts';
import { recordedWriting } from './recorded-writing.ts';

/** What a run does with documents, on stock yjs. */
export const documents: Documents = {
  edit: (replica, request) => ({ replica: replica.id, ...journalEdit(replica.doc, request) }),
  holds: ({ doc }, structs) =>
    structs.every(({ client, clock, length }) => getState(doc.store, client) >= clock + length),
  loadWriting: (trace) => void recordedWriting(trace),
  write: playWriter,
};
