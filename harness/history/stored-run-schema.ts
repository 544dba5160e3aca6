import { Type } from '@sinclair/typebox';
import type { HistoryEvent } from '#harness/contract/history-event.ts';
import type { Schedule } from '#harness/contract/schedule.ts';

/** Version of the file format; raised whenever an older reader would misread it. */
export const storedRunVersion = 1;

const links = Type.Object({
  latencyMs: Type.Number({ minimum: 0 }),
  jitterMs: Type.Number({ minimum: 0 }),
  bytesPerSecond: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  connectDelayMs: Type.Number({ minimum: 0 }),
});

const device = Type.Union([
  Type.Object({
    kind: Type.Literal('node'),
    name: Type.String(),
    dials: Type.Array(Type.String()),
    storage: Type.Union([Type.Literal('disk'), Type.Literal('none')]),
    gc: Type.Boolean(),
  }),
  Type.Object({
    kind: Type.Literal('client'),
    name: Type.String(),
    dials: Type.Array(Type.String()),
    host: Type.Optional(Type.String()),
    storage: Type.Union([Type.Literal('indexeddb'), Type.Literal('none')]),
    gc: Type.Boolean(),
    access: Type.Optional(Type.Literal('read-only')),
    engine: Type.Optional(Type.Literal('yrs')),
  }),
]);

const topology = Type.Object({
  name: Type.String(),
  syncNodes: Type.Record(Type.String(), Type.String()),
  devices: Type.Array(device),
  link: links,
  links: Type.Optional(Type.Record(Type.String(), links)),
});

/** Whoever replays the steps parses them again; here they are data for people. */
const schedule = Type.Unsafe<Schedule>(
  Type.Object({
    version: Type.Literal(1),
    steps: Type.Array(Type.Object({ do: Type.String() })),
  }),
);

const sized = Type.Object({ devices: Type.Array(Type.String()), schedule });

const shrinking = Type.Object({
  rule: Type.String(),
  original: sized,
  smallest: sized,
  shown: Type.Union([Type.Literal('original'), Type.Literal('smallest')]),
  runs: Type.Integer({ minimum: 0 }),
  file: Type.Union([Type.String(), Type.Null()]),
});

const checkVerdict = Type.Union([
  Type.Literal('pass'),
  Type.Literal('fail'),
  Type.Literal('unknown'),
]);

/** The public JSON of one run. */
export const runRecordSchema = Type.Object({
  version: Type.Literal(1),
  scenario: Type.String(),
  seed: Type.Integer({ minimum: 0 }),
  via: Type.Union([Type.Literal('memory'), Type.Literal('toxiproxy')]),
  node: Type.String(),
  verdict: Type.Union([checkVerdict, Type.Literal('known'), Type.Literal('unsupported')]),
  historyHash: Type.Union([Type.String(), Type.Null()]),
  virtualMs: Type.Union([Type.Number(), Type.Null()]),
  wallMs: Type.Number(),
  replicas: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.Union([Type.Literal('node'), Type.Literal('client')]),
      room: Type.String(),
      digest: Type.String(),
      clientId: Type.Integer(),
      stateVector: Type.Record(Type.String(), Type.Integer()),
    }),
  ),
  checks: Type.Array(
    Type.Object({
      rule: Type.String(),
      title: Type.String(),
      verdict: checkVerdict,
      detail: Type.String(),
      findings: Type.Array(
        Type.Object({
          detail: Type.String(),
          seq: Type.Optional(Type.Integer()),
          device: Type.Optional(Type.String()),
          room: Type.Optional(Type.String()),
          unlisted: Type.Optional(Type.Integer({ minimum: 1 })),
        }),
      ),
    }),
  ),
  reasons: Type.Array(Type.String()),
  counts: Type.Object({
    edits: Type.Integer(),
    faults: Type.Integer(),
    messages: Type.Integer(),
    bytes: Type.Integer(),
  }),
  schedule,
  report: Type.Union([Type.String(), Type.Null()]),
});

const neighbour = Type.Object({
  differsIn: Type.String(),
  record: runRecordSchema,
  parting: Type.Union([
    Type.Object({ atMs: Type.Number(), here: Type.String(), there: Type.String() }),
    Type.Null(),
  ]),
  paths: Type.Record(
    Type.String(),
    Type.Array(Type.Object({ device: Type.String(), atMs: Type.Number() })),
  ),
});

/** The first line of a stored run. */
export const storedRunHeader = Type.Object(
  {
    format: Type.Literal('yardstick-run'),
    version: Type.Literal(storedRunVersion),
    /** Version of the events that follow. */
    historyVersion: Type.Integer(),
    title: Type.String(),
    rules: Type.Array(Type.String()),
    replay: Type.String(),
    diagnosis: Type.Union([Type.Object({ sentences: Type.Array(Type.String()) }), Type.Null()]),
    /** Left out by versions that neither shrank nor compared. */
    shrunk: Type.Optional(Type.Union([shrinking, Type.Null()])),
    neighbour: Type.Optional(Type.Union([neighbour, Type.Null()])),
    record: runRecordSchema,
    topology,
    rooms: Type.Array(Type.String()),
    toleranceMs: Type.Optional(Type.Number({ minimum: 0 })),
    /** How many payload lines, then how many event lines follow. */
    payloads: Type.Integer({ minimum: 0 }),
    events: Type.Integer({ minimum: 0 }),
  },
  { $id: 'yardstick-run-header-1' },
);

/** What every event line has; the other fields go by `kind` and by the history's version. */
export const storedEvent = Type.Unsafe<HistoryEvent>(
  Type.Object(
    {
      seq: Type.Integer({ minimum: 0 }),
      atMs: Type.Number({ minimum: 0 }),
      device: Type.String(),
      kind: Type.String(),
      payload: Type.Optional(Type.Integer({ minimum: 0 })),
      stateVector: Type.Optional(Type.Integer({ minimum: 0 })),
    },
    { $id: 'yardstick-run-event-1' },
  ),
);
