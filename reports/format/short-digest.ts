/** The first eight hex digits in two groups: short, and still told apart by eye. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 4)} ${digest.slice(4, 8)}`.trim();
}
