import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { EventBody } from '#harness/contract/history-event.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import { UsageError } from '#harness/contract/usage-error.ts';
import { real } from '#harness/world/real.ts';
import type { HostRequestName, HostRequests } from './host-protocol.ts';
import { uplinkDescriptor } from './host-protocol.ts';
import { readHostMessage } from './read-host-message.ts';
import { readMessages } from './message-stream.ts';

/** Bound on a process's start and on each answer, milliseconds. */
const answerWithinMs = 60_000;

const world = new URL('../../world/install.ts', import.meta.url).href;

export interface NodeProcessObserver {
  event(atMs: number, body: EventBody, interned: readonly Uint8Array[]): void;
  stored(room: string): void;
  /** It ended, and everything that it said has been told. */
  ended(): void;
}

/** A node's process, seen from the harness. */
export interface NodeProcess {
  /** Resolves when its modules are loaded. */
  readonly ready: Promise<void>;
  readonly alive: boolean;
  observe(observer: NodeProcessObserver): void;
  ask<Name extends HostRequestName>(
    name: Name,
    argument: HostRequests[Name]['argument'],
  ): Promise<HostRequests[Name]['answer']>;
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void;
  /** Resolves once it ended, and everything that it said has been told. */
  readonly over: Promise<void>;
}

/** Starts a process of the module `entry`, which must call `hostNode`. Nothing of it runs yet. */
export function startNodeProcess(entry: URL): NodeProcess {
  const child: ChildProcess = fork(entry, {
    execArgv: ['--import', import.meta.resolve('tsx'), '--import', world],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'ipc'],
  });
  const uplink = child.stdio[uplinkDescriptor];
  if (uplink === null || uplink === undefined || !('read' in uplink)) {
    throw new HarnessFault('a node process without a descriptor to tell its history on');
  }
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  let alive = true;
  let observer: NodeProcessObserver | null = null;
  let isReady = (): void => undefined;
  const saidReady = new Promise<void>((resolve) => (isReady = resolve));

  readMessages(uplink, (value) => {
    const message = readHostMessage(value);
    switch (message.kind) {
      case 'ready':
        isReady();
        break;
      case 'event':
        observer?.event(message.atMs, message.body, message.interned);
        break;
      case 'stored':
        observer?.stored(message.room);
        break;
      case 'answer':
        waiting.get(message.id)?.resolve(message.value);
        break;
      case 'failed':
        waiting
          .get(message.id)
          ?.reject(message.usage ? new UsageError(message.error) : new Error(message.error));
        break;
    }
  });

  const exited = once(child, 'exit');
  void exited.then(() => (alive = false));
  const over = Promise.all([exited, once(uplink, 'close')]).then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the node process ended'));
    observer?.ended();
  });
  const ready = Promise.race([
    saidReady,
    over.then(() => {
      throw new HarnessFault(`a node process ended before it was ready (exit ${child.exitCode})`);
    }),
  ]);
  // Whoever starts it asks; one that is thrown away unused may fail in silence.
  ready.catch(() => undefined);

  return {
    ready,
    over,
    get alive() {
      return alive;
    },
    observe(next) {
      observer = next;
    },
    async ask(name, argument) {
      const id = ++asked;
      let timer: ReturnType<typeof real.setTimeout> | undefined;
      try {
        return await new Promise<never>((resolve, reject) => {
          // The answer to `name` is of its type: `hostNode` is of this same version.
          waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
          timer = real.setTimeout(() => {
            reject(
              new HarnessFault(`a node process did not answer "${name}" in ${answerWithinMs} ms`),
            );
          }, answerWithinMs);
          child.send({ id, name, argument }, (error) => {
            if (error !== null) reject(error);
          });
        });
      } finally {
        real.clearTimeout(timer);
        waiting.delete(id);
      }
    },
    signal: (signal) => void child.kill(signal),
  };
}
