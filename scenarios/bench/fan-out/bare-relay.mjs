/** The least a relay can do: every frame to every other socket, by `ws` alone. Listens on PORT. */
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.env.PORT) });
server.on('connection', (socket) => {
  socket.on('message', (frame, isBinary) => {
    for (const other of server.clients)
      if (other !== socket) other.send(frame, { binary: isBinary });
  });
});
server.on('listening', () => process.send?.('listening'));
