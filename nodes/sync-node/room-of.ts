/**
 * The room a URL names: the path behind `/rooms/`, decoded once. Names are opaque keys, never paths.
 * Null when the name is empty or cannot be decoded.
 */
export function roomOf(url: string): string | null {
  const encoded = /^\/rooms\/([^?#]+)/.exec(url)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
