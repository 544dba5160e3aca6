// y-leveldb logs a write that failed and goes on: whoever stores by it is told of no failure, and the
// room comes back with a hole that keeps all that was written later out of sight.
import { createRequire } from 'node:module';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ofServer = createRequire(import.meta.resolve('@y/websocket-server/utils'));
const { LeveldbPersistence } = ofServer('y-leveldb');
const { Doc } = ofServer('yjs');
const level = createRequire(ofServer.resolve('y-leveldb'))('level');

let fails = false;
const persistence = new LeveldbPersistence(mkdtempSync(join(tmpdir(), 'y-leveldb-')), {
  level(location, options) {
    const database = level(location, options);
    const put = database.put.bind(database);
    database.put = (...args) =>
      fails ? Promise.reject(new Error('EIO: the disk does not write')) : put(...args);
    return database;
  },
});

// As @y/websocket-server binds it: every update is stored, nobody waits for it.
const doc = new Doc();
doc.on('update', (update) => {
  persistence.storeUpdate('room', update).then(
    () => console.log('  storeUpdate resolved'),
    (error) => console.log('  storeUpdate rejected:', error.message),
  );
});
const text = doc.getText('body');
const pause = () => new Promise((resolve) => setTimeout(resolve, 200));

text.insert(0, 'One ');
await pause();
fails = true;
text.insert(4, 'two ');
await pause();
fails = false;
text.insert(8, 'three');
await pause();

const stored = await persistence.getYDoc('room');
console.log('written:', JSON.stringify(text.toString()));
console.log('after a restart:', JSON.stringify(stored.getText('body').toString()));
process.exit();
