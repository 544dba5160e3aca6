import { createRandom } from '#harness/world/random.ts';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { awarenessUpdate } from '../../wire/awareness-body.ts';
import { yProtocolsDialect } from '../../wire/y-protocols-dialect.ts';

/**
 * Random inner frames of 1 to 40 bytes, of which a reference decoder takes nothing: a server that
 * ignores them changes no document and no presence.
 */
export function randomInvalidFrames(seed: number, count: number): Uint8Array[] {
  const random = createRandom(seed);
  const frames: Uint8Array[] = [];
  while (frames.length < count) {
    const length = random.integer(1, 40);
    const frame = Uint8Array.from({ length }, (_, index) =>
      // Mostly a plausible head, so that the decoders behind it are reached.
      index < 2 ? random.integer(0, 3) : random.integer(0, 255),
    );
    if (isInvalid(frame)) frames.push(frame);
  }
  return frames;
}

/** Whether every part of the frame is refused or without effect in the reference implementation. */
function isInvalid(frame: Uint8Array): boolean {
  return yProtocolsDialect.decode(frame, '').every((message) => {
    switch (message.kind) {
      case 'undecodable':
      case 'other':
        return true;
      case 'step2':
      case 'update':
        return hasNoEffect(message.update);
      case 'awareness':
        return showsNobody(awarenessUpdate(message.entries));
      default:
        return false;
    }
  });
}

function hasNoEffect(update: Uint8Array): boolean {
  const doc = new Doc();
  try {
    applyUpdate(doc, update);
  } catch {
    // Thrown in the middle: only what it left behind counts.
  }
  const { pendingStructs, pendingDs } = doc.store;
  return pendingStructs === null && pendingDs === null && encodeStateAsUpdate(doc).length === 2;
}

function showsNobody(update: Uint8Array): boolean {
  const awareness = new Awareness(new Doc());
  awareness.setLocalState(null);
  try {
    applyAwarenessUpdate(awareness, update, null);
  } catch {
    // As above.
  }
  const nobody = awareness.getStates().size === 0;
  awareness.destroy();
  return nobody;
}
