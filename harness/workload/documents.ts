import { applyUpdate, Doc, getState } from 'yjs';
import type { Documents } from '#harness/carrier/documents.ts';
import type { IdRange } from '#harness/contract/history-event.ts';
import { edits, type EditRegistry } from './edits.ts';
import { journalEdit } from './journal-edit.ts';
import { observeRoot } from './observe-root.ts';
import { playWriter } from './play-writer.ts';
import { recordedWriting } from './recorded-writing.ts';

/** What a run does with documents, on stock yjs: the edits of a registry, such as `actions({...})`. */
export function createDocuments(registry: EditRegistry): Documents {
  return {
    edit(replica, request, recorder) {
      const made = journalEdit(replica.doc, request, registry);
      observeRoot(replica, made.root, recorder);
      return { replica: replica.id, ...made };
    },
    holds: ({ doc }, structs) => holds(doc, structs),
    loadWriting: (trace) => void recordedWriting(trace),
    write: playWriter,
    follow() {
      const doc = new Doc();
      return {
        apply: (update) => applyUpdate(doc, update),
        holds: (structs) => holds(doc, structs),
      };
    },
  };
}

function holds(doc: Doc, structs: readonly IdRange[]): boolean {
  return structs.every(
    ({ client, clock, length }) => getState(doc.store, client) >= clock + length,
  );
}

/** With the edits that Yardstick brings. */
export const documents: Documents = createDocuments(edits);
