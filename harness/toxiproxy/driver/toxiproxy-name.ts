/**
 * A name that may stand in a URL unescaped, because toxiproxy-node-client escapes none and the
 * server's paths cannot hold every name. Different names stay different: anything but letters,
 * digits and `-` becomes its code point in hex between underscores.
 */
export function toxiproxyName(name: string): string {
  return name.replace(/[^A-Za-z0-9-]/gu, (character) => {
    return `_${character.codePointAt(0)?.toString(16)}_`;
  });
}
