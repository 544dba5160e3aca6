import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';

/**
 * A script that needs only yjs: it applies to one document per replica the updates which that replica
 * applied in the run, in their order, and shows what each then holds. Fit to paste into an issue.
 */
export function exportRepro(history: History, saved: SavedSchedule): string {
  const updates = new Map<string, EventOf<'update'>[]>();
  for (const event of history.events) {
    if (event.kind === 'update')
      updates.set(event.replica, [...(updates.get(event.replica) ?? []), event]);
  }
  const last = new Map<string, string>();
  for (const event of history.events)
    if (event.kind === 'snapshot') last.set(event.device, event.replica);
  const replicas = Object.fromEntries(
    [...last].map(([device, replica]) => [
      device,
      (updates.get(replica) ?? []).map(({ payload }) =>
        Buffer.from(history.payload(payload)).toString('base64'),
      ),
    ]),
  );
  const roots = Object.fromEntries(
    history.events.flatMap((event) =>
      event.kind === 'edit' ? [[event.root, event.rootType] as const] : [],
    ),
  );
  return `// ${oneLine(saved.title)}
// Rules broken: ${saved.outcome.rules.join(' ') || 'none'}. yjs ${saved.versions['yjs'] ?? 'unknown'}.
// Each replica applies the updates it applied in the run, in order. Run with: node FILE (needs yjs only).
import * as Y from 'yjs';

const roots = ${JSON.stringify(roots)};
const replicas = ${JSON.stringify(replicas, null, 2)};

const read = (doc, root, type) => {
  if (type === 'text') return doc.getText(root).toDelta();
  if (type === 'array') return doc.getArray(root).toJSON();
  if (type === 'xml') return doc.getXmlFragment(root).toString();
  return doc.getMap(root).toJSON();
};

const contents = new Map();
for (const [name, updates] of Object.entries(replicas)) {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
  const content = JSON.stringify(Object.entries(roots).map(([root, type]) => [root, read(doc, root, type)]));
  contents.set(name, content);
  console.log(name.padEnd(20), content);
}
const distinct = new Set(contents.values()).size;
console.log(distinct === 1 ? 'all replicas are equal' : \`\${distinct} different contents\`);
`;
}

/** Nothing of a title may end the comment it stands in. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
