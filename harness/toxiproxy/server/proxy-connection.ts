import type { Socket } from 'node:net';
import { Link } from './link.ts';
import { randomStream } from './random-stream.ts';
import type { Direction, Toxic } from './toxic.ts';

const nothing = Buffer.alloc(0);

interface ProxyConnectionOptions {
  readonly client: Socket;
  readonly server: Socket;
  readonly seed: number;
  /** Names the connection among all of a run's, for its randomness. */
  readonly label: string;
  readonly toxics: Readonly<Record<Direction, readonly Toxic[]>>;
}

/**
 * A client's socket, a server's, and a link each way. The end of one socket, whether by FIN, RST
 * or error, flows through the link behind the data and then closes the other socket fully, which
 * ends the other link: half-open connections do not exist here, as in the real server.
 */
export class ProxyConnection {
  readonly links: Readonly<Record<Direction, Link>>;
  readonly #sockets: readonly Socket[];
  /** Close by RST instead of FIN; decided when the connection starts (shopify/toxiproxy#603). */
  readonly #resets: boolean;

  constructor({ client, server, seed, label, toxics }: ProxyConnectionOptions) {
    this.#sockets = [client, server];
    this.#resets = [...toxics.upstream, ...toxics.downstream].some(({ kind }) => kind.resets);
    const link = (direction: Direction, source: Socket, target: Socket): Link =>
      new Link({
        source,
        target,
        randomFor: (toxic) => randomStream(seed, `${label}/${direction}/${toxic.name}`),
        onEnd: () => this.#closeAfterFlush(target),
      });
    this.links = {
      upstream: link('upstream', client, server),
      downstream: link('downstream', server, client),
    };
    this.links.upstream.start(toxics.upstream);
    this.links.downstream.start(toxics.downstream);
  }

  /** Closes both sockets now; bytes still in the links are lost. */
  destroy(): void {
    for (const socket of this.#sockets) {
      if (this.#resets) socket.resetAndDestroy();
      else socket.destroy();
    }
    this.dispose();
  }

  dispose(): void {
    this.links.upstream.dispose();
    this.links.downstream.dispose();
  }

  #closeAfterFlush(socket: Socket): void {
    if (socket.destroyed) return;
    if (this.#resets) socket.write(nothing, () => socket.resetAndDestroy());
    else socket.destroySoon();
  }
}
