import { yWebsocketServer } from './y-websocket-server.ts';

/** The reference server of y-websocket 3. */
export default yWebsocketServer({
  name: 'y-websocket-server',
  package: '@y/websocket-server',
  script: '@y/websocket-server/src/server.js',
});
