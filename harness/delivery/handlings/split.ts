import * as encoding from 'lib0/encoding';
import { decodeUpdate, Skip, UpdateEncoderV1 } from 'yjs';
import type { Handle } from './handle.ts';

type Decoded = ReturnType<typeof decodeUpdate>;

/** Every struct in an update of its own, then every range of deletions. */
export const split: Handle = (updates) =>
  updates.flatMap((update) => {
    const { structs, ds } = decodeUpdate(update);
    return [
      ...structs.filter((struct) => !(struct instanceof Skip)).map(withOneStruct),
      ...[...ds.clients].flatMap(([client, ranges]) =>
        ranges.map(({ clock, len }) => withOneDeletion(client, clock, len)),
      ),
    ];
  });

/** An update of one client with one struct, and no deletions. */
function withOneStruct(struct: Decoded['structs'][number]): Uint8Array {
  const encoder = new UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, 1);
  encoding.writeVarUint(encoder.restEncoder, 1);
  encoder.writeClient(struct.id.client);
  encoding.writeVarUint(encoder.restEncoder, struct.id.clock);
  struct.write(encoder, 0);
  encoding.writeVarUint(encoder.restEncoder, 0);
  return encoder.toUint8Array();
}

/** An update without structs, with one range of deletions. */
function withOneDeletion(client: number, clock: number, length: number): Uint8Array {
  const encoder = new UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, 0);
  encoding.writeVarUint(encoder.restEncoder, 1);
  encoder.resetDsCurVal();
  encoding.writeVarUint(encoder.restEncoder, client);
  encoding.writeVarUint(encoder.restEncoder, 1);
  encoder.writeDsClock(clock);
  encoder.writeDsLen(length);
  return encoder.toUint8Array();
}
