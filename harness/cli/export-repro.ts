import type { EventOf } from '#harness/contract/history-event.ts';
import type { History } from '#harness/contract/history.ts';
import type { SavedSchedule } from '#harness/contract/saved-schedule.ts';
import type { UpdateEncoding } from '#harness/contract/schedule.ts';

/** One document of the script: what it applies, in order, in base64. */
interface Script {
  readonly gc: boolean;
  readonly engine: 'yjs' | 'yrs';
  readonly updates: readonly (readonly [UpdateEncoding, string])[];
}

/**
 * A script that needs only yjs (and ywasm where yrs kept a replica): it applies to one document per replica
 * the updates which that replica applied in the run, in their order, and shows what each then holds. Of a
 * replica that was handed updates these are the very bytes. Fit to paste into an issue.
 */
export function exportRepro(history: History, saved: SavedSchedule): string {
  const replicas = Object.fromEntries(
    [...latestReplicas(history)].map(([device, { replica, gc }]): [string, Script] => [
      device,
      { gc, engine: engineOf(history, device), updates: appliedBy(history, replica) },
    ]),
  );
  const roots = Object.fromEntries(
    history.events.flatMap((event) =>
      event.kind === 'edit' ? [[event.root, event.rootType] as const] : [],
    ),
  );
  const usesYrs = Object.values(replicas).some(({ engine }) => engine === 'yrs');
  return `// ${oneLine(saved.title)}
// Rules broken: ${saved.outcome.rules.join(' ') || 'none'}. ${versionsOf(saved, usesYrs)}.
// Each replica applies the updates it applied in the run, in order. Run with: node FILE (needs ${usesYrs ? 'yjs and ywasm' : 'yjs only'}).
import * as Y from 'yjs';
${usesYrs ? "import * as yrs from 'ywasm';\n" : ''}
const roots = ${JSON.stringify(roots)};
const replicas = ${JSON.stringify(replicas, null, 2)};

const engines = {
  yjs: { create: (gc) => new Y.Doc({ gc }), v1: Y.applyUpdate, v2: Y.applyUpdateV2 },${
    usesYrs
      ? '\n  yrs: { create: (gc) => new yrs.YDoc({ gc }), v1: yrs.applyUpdate, v2: yrs.applyUpdateV2 },'
      : ''
  }
};

const json = (type) => ('toJSON' in type ? type.toJSON() : type.toJson());
const read = (doc, root, type) => {
  if (type === 'text') return doc.getText(root).toDelta();
  if (type === 'array') return json(doc.getArray(root));
  if (type === 'xml') return doc.getXmlFragment(root).toString();
  return json(doc.getMap(root));
};

const contents = new Map();
for (const [name, { gc, engine, updates }] of Object.entries(replicas)) {
  const { create, v1, v2 } = engines[engine];
  const doc = create(gc);
  let content;
  try {
    for (const [encoding, update] of updates)
      (encoding === 'v2' ? v2 : v1)(doc, Buffer.from(update, 'base64'));
    content = JSON.stringify(Object.entries(roots).map(([root, type]) => [root, read(doc, root, type)]));
  } catch (error) {
    content = String(error);
  }
  contents.set(name, content);
  console.log(name.padEnd(20), engine, content);
}
const distinct = new Set(contents.values()).size;
console.log(distinct === 1 ? 'all replicas are equal' : \`\${distinct} different contents\`);
`;
}

/** The document that each device had last, of the devices that the run observed or handed something. */
function latestReplicas(history: History): Map<string, EventOf<'replica'>> {
  const latest = new Map<string, EventOf<'replica'>>();
  const observed = new Set(
    history.events.flatMap(({ kind, device }) =>
      kind === 'snapshot' || kind === 'deliver' ? [device] : [],
    ),
  );
  for (const event of history.events)
    if (event.kind === 'replica' && event.state === 'opened' && observed.has(event.device))
      latest.set(event.device, event);
  return latest;
}

function engineOf({ topology }: History, device: string): Script['engine'] {
  const spec = topology.devices.find(({ name }) => name === device);
  return spec?.kind === 'client' ? (spec.engine ?? 'yjs') : 'yjs';
}

/** What a document was handed, and its own edits; without deliveries, all its update events. */
function appliedBy(history: History, replica: string): Script['updates'] {
  const isHanded = history.events.some(({ kind }) => kind === 'deliver');
  return history.events.flatMap((event): Script['updates'] => {
    if (event.kind !== 'update' && event.kind !== 'deliver') return [];
    if (event.replica !== replica) return [];
    if (event.kind === 'update' && isHanded && event.origin.from !== 'edit') return [];
    const bytes = Buffer.from(history.payload(event.payload)).toString('base64');
    return [[event.kind === 'deliver' ? event.encoding : 'v1', bytes]];
  });
}

function versionsOf({ versions }: SavedSchedule, usesYrs: boolean): string {
  const yjs = `yjs ${versions['yjs'] ?? 'unknown'}`;
  return usesYrs ? `${yjs}, ywasm ${versions['ywasm'] ?? 'unknown'}` : yjs;
}

/** Nothing of a title may end the comment it stands in. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
