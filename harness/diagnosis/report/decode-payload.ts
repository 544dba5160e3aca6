import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { ReportPayload } from '#harness/contract/report-data.ts';
import { cutMiddle } from './cut-middle.ts';
import { describeStruct } from './describe-struct.ts';

/** What a payload's bytes are, which only the event that refers to them says. */
export type PayloadUse = 'frame' | 'update' | 'state-vector';

/** Bytes shown in hex. */
const hexBytes = 256;

/** Lines of one payload's description. */
const linesShown = 40;

/** Longest line that is shown whole, UTF-16 units. */
const longestLine = 400;

type Contents = Pick<ReportPayload, 'decoded' | 'structs' | 'deletes'>;

/** A payload for people: size, hex, and what it says. Bytes that cannot be read say so. */
export function decodePayload(bytes: Uint8Array, use: PayloadUse): ReportPayload {
  const hex = Buffer.from(bytes.subarray(0, hexBytes)).toString('hex');
  const contents = attempt(() => read(bytes, use));
  const decoded = contents.decoded.map((text) => cutMiddle(text, longestLine));
  const more = decoded.length - linesShown;
  return {
    ...contents,
    bytes: bytes.length,
    hex,
    decoded: more > 0 ? [...decoded.slice(0, linesShown), `and ${more} more`] : decoded,
  };
}

function attempt(readAll: () => Contents): Contents {
  try {
    return readAll();
  } catch {
    return { decoded: ['these bytes cannot be read'], structs: [], deletes: [] };
  }
}

function read(bytes: Uint8Array, use: PayloadUse): Contents {
  if (use === 'update') return readUpdate(bytes);
  if (use === 'state-vector') return readStateVector(bytes);
  return readFrame(bytes);
}

function readFrame(bytes: Uint8Array): Contents {
  const decoder = decoding.createDecoder(bytes);
  const parts: Contents[] = [];
  while (decoding.hasContent(decoder)) {
    const type = decoding.readVarUint(decoder);
    if (type === 0) parts.push(readSync(decoder));
    else if (type === 1) parts.push(readAwareness(decoding.readVarUint8Array(decoder)));
    else if (type === 2) {
      const allowed = decoding.readVarUint(decoder) !== 0;
      const reason = allowed ? '' : `: ${JSON.stringify(decoding.readVarString(decoder))}`;
      parts.push(line(`auth ${allowed ? 'allowed' : 'denied'}${reason}`));
    } else if (type === 3) parts.push(line('asks for awareness'));
    else {
      parts.push(line(`message of type ${type}`));
      break;
    }
  }
  return join(parts);
}

function readSync(decoder: decoding.Decoder): Contents {
  const step = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (step === 0) return join([line('sync step 1: the sender has'), readStateVector(body)]);
  return join([
    line(step === 1 ? 'sync step 2: what the receiver lacks' : 'update'),
    readUpdate(body),
  ]);
}

function readStateVector(bytes: Uint8Array): Contents {
  const entries = [...Y.decodeStateVector(bytes)];
  return {
    decoded:
      entries.length === 0
        ? ['nothing']
        : entries.map(([client, clock]) => `${client} up to ${clock}`),
    structs: [],
    deletes: [],
  };
}

function readUpdate(bytes: Uint8Array): Contents {
  const { structs, ds } = Y.decodeUpdate(bytes);
  const deletes = [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, clock, length: len })),
  );
  const lines = [
    ...structs.map(describeStruct),
    ...deletes.map(
      ({ client, clock, length }) =>
        `delete ${client}:${clock}${length === 1 ? '' : `–${clock + length - 1}`}`,
    ),
  ];
  return {
    decoded: lines.length === 0 ? ['nothing'] : lines,
    structs: structs
      .filter((struct) => !(struct instanceof Y.Skip))
      .map(({ id, length }) => ({ client: id.client, clock: id.clock, length })),
    deletes,
  };
}

function readAwareness(bytes: Uint8Array): Contents {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  const decoded: string[] = count === 0 ? ['awareness: no states'] : [];
  for (let index = 0; index < count; index++) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    decoded.push(`awareness ${client} clock ${clock}: ${decoding.readVarString(decoder)}`);
  }
  return { decoded, structs: [], deletes: [] };
}

function line(text: string): Contents {
  return { decoded: [text], structs: [], deletes: [] };
}

function join(parts: readonly Contents[]): Contents {
  return {
    decoded: parts.flatMap(({ decoded }) => decoded),
    structs: parts.flatMap(({ structs }) => structs),
    deletes: parts.flatMap(({ deletes }) => deletes),
  };
}
