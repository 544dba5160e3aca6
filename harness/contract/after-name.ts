/** Offset behind a leading variable-length string: Hocuspocus puts the document's name before a message. */
export function afterName(frame: Uint8Array): number {
  let length = 0;
  let shift = 1;
  for (let index = 0; index < 5; index++) {
    const byte = frame[index];
    if (byte === undefined) return frame.length;
    length += (byte & 0x7f) * shift;
    shift *= 128;
    if (byte < 0x80) return index + 1 + length;
  }
  return frame.length;
}
