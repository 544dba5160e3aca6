// yrs (ywasm 0.18.3) and updates of one client with something missing between them. `node FILE`.
import * as Y from 'yjs';
import * as yrs from 'ywasm';

/** The updates of one document, an edit each. */
function write(edits) {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const updates = [];
  doc.on('update', (update) => updates.push(update));
  for (const edit of edits) edit(doc);
  return updates;
}

function structs(update) {
  return Y.decodeUpdate(update)
    .structs.map(({ id, length, constructor }) => `${constructor.name} ${id.clock}+${length}`)
    .join(', ');
}

function hand(title, updates, read) {
  const yjs = new Y.Doc();
  const other = new yrs.YDoc({ clientID: 2 });
  console.log(`\n${title}`);
  for (const update of updates) Y.applyUpdate(yjs, update);
  console.log(`  yjs  ${JSON.stringify(read(yjs))}  ${structs(Y.encodeStateAsUpdate(yjs))}`);
  try {
    for (const update of updates) yrs.applyUpdate(other, update);
    console.log(
      `  yrs  ${JSON.stringify(read(other))}  ${structs(yrs.encodeStateAsUpdate(other))}`,
    );
  } catch (error) {
    console.log(`  yrs  ${error}`);
  }
}

const pushes = write([0, 1, 2, 3].map((value) => (doc) => doc.getArray('list').push([value])));
const json = (type) => ('toJSON' in type ? type.toJSON() : type.toJson());
const list = (doc) => json(doc.getArray('list'));

hand('the 1st and 3rd of four pushes, merged', [Y.mergeUpdates([pushes[0], pushes[2]])], list);
hand(
  'four pushes in the order 4, 2, 1, 3',
  [3, 1, 0, 2].map((index) => pushes[index]),
  list,
);

const keys = write([
  (doc) => doc.getArray('list').push([0]),
  (doc) => doc.getMap('map').set('a', 1),
  (doc) => doc.getMap('map').set('b', 2),
]);
const map = (doc) => json(doc.getMap('map'));

hand('the 1st and 3rd of three edits, merged', [Y.mergeUpdates([keys[0], keys[2]])], map);
hand('... and then all three', [Y.mergeUpdates([keys[0], keys[2]]), ...keys], map);
