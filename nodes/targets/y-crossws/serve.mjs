// Usage: node serve.mjs PORT. y-crossws on Node's http, as its README shows it.
import { createServer } from 'node:http';
import crossws from 'crossws/adapters/node';
import { createHandler } from 'y-crossws';

const [port] = process.argv.slice(2);
const server = createServer((_request, response) => response.end('y-crossws'));
const sockets = crossws(createHandler());
server.on('upgrade', sockets.handleUpgrade);
server.listen(Number(port), '127.0.0.1');
