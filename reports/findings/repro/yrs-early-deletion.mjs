// yrs (ywasm 0.18.3) is handed a deletion before what it deletes. `node FILE`.
import * as Y from 'yjs';
import * as yrs from 'ywasm';

const writer = new Y.Doc();
writer.clientID = 1;
const updates = [];
writer.on('update', (update) => updates.push(update));
writer.getText('text').insert(0, 'abc');
writer.getText('text').delete(0, 1);
const [inserts, deletes] = updates;

const yjs = new Y.Doc();
const other = new yrs.YDoc({ clientID: 2 });
for (const update of [deletes, inserts]) {
  Y.applyUpdate(yjs, update);
  yrs.applyUpdate(other, update);
}
console.log('handed both, the deletion first');
console.log(`  yjs  ${yjs.getText('text').toString()}`);
console.log(`  yrs  ${other.getText('text').toString()}`);

yrs.applyUpdate(other, inserts);
console.log('handed one of them again');
console.log(`  yrs  ${other.getText('text').toString()}`);
