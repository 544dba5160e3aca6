import { connect } from 'node:net';

/** Whether somebody accepts connections on a port; false too when nobody does so within `withinMs`. */
export function acceptsTcp(port: number, host = '127.0.0.1', withinMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
    socket.setTimeout(withinMs, () => {
      socket.destroy();
      resolve(false);
    });
  });
}
