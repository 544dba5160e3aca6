import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { EventBody } from '#harness/contract/history-event.ts';
import { HarnessFault } from '#harness/contract/harness-fault.ts';
import type { HostMessage } from './host-protocol.ts';

/** What an event holds is `hostNode`'s, of this same version. */
const body = Type.Unsafe<EventBody>(Type.Object({ kind: Type.String() }));

const hostMessage = Type.Union([
  Type.Object({ kind: Type.Literal('ready') }),
  Type.Object({
    kind: Type.Literal('event'),
    atMs: Type.Number(),
    body,
    interned: Type.Array(Type.Uint8Array()),
  }),
  Type.Object({ kind: Type.Literal('stored'), room: Type.String() }),
  Type.Object({ kind: Type.Literal('answer'), id: Type.Integer(), value: Type.Unknown() }),
  Type.Object({
    kind: Type.Literal('failed'),
    id: Type.Integer(),
    error: Type.String(),
    usage: Type.Boolean(),
  }),
]);

/** Reads what a node's process said. Throws a HarnessFault for anything else. */
export function readHostMessage(value: unknown): HostMessage {
  if (Value.Check(hostMessage, value)) return value;
  const problem = Value.Errors(hostMessage, value).First();
  throw new HarnessFault(
    `a node process said what hostNode never says: ${problem?.path ?? ''} ${problem?.message ?? ''}`,
  );
}
