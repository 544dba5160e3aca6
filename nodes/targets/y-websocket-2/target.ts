import { yWebsocketServer } from '../y-websocket-server/y-websocket-server.ts';

/** The server that y-websocket 2 brought along. */
export default yWebsocketServer({
  name: 'y-websocket-2',
  package: 'y-websocket-2',
  script: 'y-websocket-2/bin/server.cjs',
});
