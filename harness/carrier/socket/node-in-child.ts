import { rm } from 'node:fs/promises';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { EventBody, PayloadRef } from '#harness/contract/history-event.ts';
import type { NodeSpec } from '#harness/contract/topology.ts';
import type { Dialect } from '#harness/history/frame-kind.ts';
import type { Documents, FollowedDocument } from '../documents.ts';
import type { HostRequestName, HostRequests } from './host-protocol.ts';
import { startNodeProcess, type NodeProcess } from './node-process.ts';
import type { SocketDevice } from './socket-device.ts';
import { withReferences, type SocketJournal } from './socket-journal.ts';

export interface NodeInChildOptions {
  readonly spec: NodeSpec;
  /** Module that the process runs. */
  readonly entry: URL;
  readonly port: number;
  readonly dataFolder: string;
  readonly originNs: () => bigint;
  readonly dialect: Dialect;
  readonly documents: Documents;
  readonly journal: SocketJournal;
  /** The process ended though nobody had asked it to. */
  died(): void;
}

interface Life {
  readonly process: NodeProcess;
  ending: boolean;
  readonly rooms: Map<string, { readonly followed: FollowedDocument; isStored: boolean }>;
}

/** A node in a process of its own, with a data folder that outlives its lives. */
export function createNodeInChild(options: NodeInChildOptions): SocketDevice {
  const { spec, journal, documents } = options;
  let prepared: NodeProcess | null = null;
  let life: Life | null = null;
  let authDelayMs = 0;
  let storageDelayMs = 0;
  let writesToFail = 0;

  function prepare(): NodeProcess {
    if (prepared?.alive !== true) prepared = startNodeProcess(options.entry);
    return prepared;
  }

  function ask<Name extends HostRequestName>(
    name: Name,
    argument: HostRequests[Name]['argument'],
  ): Promise<HostRequests[Name]['answer']> {
    if (life === null) throw new HarnessFault(`"${spec.name}" is not running`);
    return life.process.ask(name, argument);
  }

  /** Takes an event into the run's journal, and what it says of the node's rooms. */
  function tookPlace({ rooms }: Life, atMs: number, body: EventBody): void {
    journal.append(spec.name, atMs, body);
    if (body.kind === 'replica' && body.state === 'opened')
      rooms.set(body.room, { followed: documents.follow(), isStored: true });
    else if (body.kind === 'replica') rooms.delete(body.room);
    else if ((body.kind === 'update' || body.kind === 'load') && body.payload !== undefined) {
      const room = rooms.get(body.room);
      const update = journal.payloads[body.payload];
      if (room === undefined || update === undefined) return;
      room.followed.apply(update);
      if (body.kind === 'update') room.isStored = false;
    }
  }

  return {
    spec,
    isRunning: () => life !== null,
    prepare: () => prepare().ready,
    async start(incarnation, routes) {
      const process = prepare();
      await process.ready;
      prepared = null;
      const born: Life = { process, ending: false, rooms: new Map() };
      life = born;
      const references: PayloadRef[] = [];
      process.observe({
        event(atMs, body, interned) {
          references.push(...interned.map(journal.intern));
          tookPlace(
            born,
            atMs,
            withReferences(body, (reference) => references[reference] ?? reference),
          );
        },
        stored(room) {
          const known = born.rooms.get(room);
          if (known !== undefined) known.isStored = true;
        },
        ended() {
          if (born.ending) return;
          life = null;
          options.died();
        },
      });
      await process.ask('start', {
        spec,
        incarnation,
        originNs: options.originNs(),
        port: options.port,
        dataFolder: options.dataFolder,
        routes,
        authDelayMs,
        dialect: options.dialect,
      });
      if (storageDelayMs > 0)
        await process.ask('faultStorage', { kind: 'delay', delayMs: storageDelayMs });
      if (writesToFail > 0)
        await process.ask('faultStorage', { kind: 'fail-next', count: writesToFail });
      writesToFail = 0;
    },
    async stop(cause) {
      if (life === null) return;
      const ending = life;
      ending.ending = true;
      if (cause === 'close') await ending.process.ask('close', null);
      else ending.process.signal('SIGKILL');
      await ending.process.over;
      life = null;
      // A restart is likely, and takes time.
      prepare();
    },
    dial: (route) => ask('dial', route),
    join: () => Promise.reject(new HarnessFault(`"${spec.name}" is not a client`)),
    leave: () => Promise.reject(new HarnessFault(`"${spec.name}" is not a client`)),
    evict: (room) => ask('evict', room),
    offline: () => ask('offline', null),
    online: () => ask('online', null),
    edit: (room, request) => ask('edit', { room, request }),
    write: (room, writer) => ask('write', { room, writer }),
    setPresence: (room, state) => ask('setPresence', { room, state }),
    askAcknowledgement: (room) => ask('askAcknowledgement', room),
    sleep: () => life?.process.signal('SIGSTOP'),
    wake: () => life?.process.signal('SIGCONT'),
    async jumpClock(jumpMs) {
      if (life !== null) await ask('jumpClock', jumpMs);
    },
    async delayAuthentication(delayMs) {
      authDelayMs = delayMs;
      if (life !== null) await ask('delayAuthentication', delayMs);
    },
    async faultStorage(fault) {
      if (fault.kind === 'delay') storageDelayMs = fault.delayMs;
      if (life !== null) await ask('faultStorage', fault);
      else if (fault.kind === 'fail-next') writesToFail = fault.count;
      else if (fault.kind === 'destroy')
        await rm(options.dataFolder, { recursive: true, force: true });
    },
    roomsOf: () => [...(life?.rooms.keys() ?? [])],
    isStored: (room) => life?.rooms.get(room)?.isStored ?? false,
    holds: (room, structs) => life?.rooms.get(room)?.followed.holds(structs) ?? false,
    read: (room, roots) => (life === null ? Promise.resolve(null) : ask('read', { room, roots })),
    coldStart: (room, roots) =>
      life === null ? Promise.resolve(null) : ask('coldStart', { room, roots }),
    async stir(link) {
      if (life !== null) await ask('stir', link);
    },
    async destroy() {
      for (const process of [prepared, life?.process ?? null]) {
        if (process === null) continue;
        process.signal('SIGKILL');
        if (life !== null) life.ending = true;
        await process.over;
      }
      prepared = null;
      life = null;
    },
  };
}
