// Yjs emits no update event for an update that waits for an earlier one: a server that stores what the
// event gives it stores nothing of it.
import { applyUpdate, Doc } from 'yjs';

const origin = new Doc();
const updates = [];
origin.on('update', (update) => updates.push(update));
origin.getText('body').insert(0, 'one ');
origin.getText('body').insert(4, 'two');

const server = new Doc();
const stored = [];
server.on('update', (update) => stored.push(update));
applyUpdate(server, updates[1]);
console.log(`stored after the second update: ${stored.length} updates`);

// The process ends here; what was stored is loaded, and the first update arrives.
const restarted = new Doc();
for (const update of stored) applyUpdate(restarted, update);
applyUpdate(restarted, updates[0]);
console.log(`after a restart and the first update: "${restarted.getText('body')}", not "one two"`);
