/** The room that a request is for: the last part of its path, decoded; as it stands where it cannot be. */
export function roomOfPath(url: string): string {
  const [path = ''] = url.split('?');
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
