import * as decoding from 'lib0/decoding';

/** One message of a y-protocols frame. `body` is an update (step2, update) or an awareness update. */
export type FrameMessage =
  | { readonly kind: 'update' | 'step2' | 'awareness'; readonly body: Uint8Array }
  | { readonly kind: 'other' };

/**
 * The messages of a y-protocols frame (several per frame are allowed), up to the first that cannot be
 * read: some servers batch, and an unknown type has no length.
 */
export function readFrame(frame: Uint8Array): FrameMessage[] {
  const decoder = decoding.createDecoder(frame);
  const messages: FrameMessage[] = [];
  while (decoding.hasContent(decoder)) {
    const message = readMessage(decoder);
    messages.push(message);
    if (message.kind === 'other') break;
  }
  return messages;
}

function readMessage(decoder: decoding.Decoder): FrameMessage {
  const type = decoding.readVarUint(decoder);
  if (type === 1) return { kind: 'awareness', body: decoding.readVarUint8Array(decoder) };
  if (type !== 0) return { kind: 'other' };
  const step = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (step === 1) return { kind: 'step2', body };
  if (step === 2) return { kind: 'update', body };
  return { kind: 'other' };
}
