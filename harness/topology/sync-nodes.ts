/**
 * The one registry of the reference topology: node name to URL template, `{id}` standing for the
 * room. Host names are logical; the harness resolves them.
 */
export const SYNC_NODES: Readonly<Record<string, string>> = {
  'desktop-node': 'ws://desktop.my-tailnet.ts.net:3913/rooms/{id}',
  'laptop-node': 'ws://laptop.my-tailnet.ts.net:3913/rooms/{id}',
  cloud: 'wss://cloud.my-tailnet.ts.net:3913/rooms/{id}',
};
