import type { Link } from './link.ts';
import type { ProxyConnection } from './proxy-connection.ts';
import type { Direction, Toxic } from './toxic.ts';

/**
 * The toxics of a proxy, in the order they were added, and their changes on living connections.
 * Changes must not overlap; the list changes before the first wait, so that a connection which
 * starts meanwhile has the new chain and is not changed a second time.
 */
export class ToxicChain {
  readonly toxics: Record<Direction, Toxic[]> = { upstream: [], downstream: [] };
  readonly #connections: ReadonlySet<ProxyConnection>;

  constructor(connections: ReadonlySet<ProxyConnection>) {
    this.#connections = connections;
  }

  /** Upstream ones first. */
  all(): Toxic[] {
    return [...this.toxics.upstream, ...this.toxics.downstream];
  }

  async append(toxic: Toxic): Promise<void> {
    this.toxics[toxic.direction].push(toxic);
    await this.#onLinks(toxic, (link) => link.append(toxic));
  }

  async change(toxic: Toxic, change: Pick<Toxic, 'attributes' | 'toxicity'>): Promise<void> {
    Object.assign(toxic, change);
    await this.#onLinks(toxic, (link) => link.restart(toxic));
  }

  async remove(toxic: Toxic): Promise<void> {
    const kept = this.toxics[toxic.direction].filter((other) => other !== toxic);
    this.toxics[toxic.direction] = kept;
    await this.#onLinks(toxic, (link) => link.remove(toxic));
  }

  async #onLinks({ direction }: Toxic, change: (link: Link) => Promise<void>): Promise<void> {
    await Promise.all([...this.#connections].map(({ links }) => change(links[direction])));
  }
}
