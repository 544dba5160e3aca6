/** A close frame's reason has at most 123 bytes. */
const maxBytes = 123;

/** A reason cut to what a close frame can carry. */
export function closeReason(reason: string): string {
  if (Buffer.byteLength(reason) <= maxBytes) return reason;
  let cut = reason.slice(0, maxBytes);
  while (Buffer.byteLength(cut) > maxBytes) cut = cut.slice(0, -1);
  return cut;
}
