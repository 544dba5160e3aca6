/**
 * Text from a document, room, error or server, made safe for one line of a terminal: control
 * characters (escape sequences among them) and those that turn the reading direction become `\u{...}`.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (char) => escapes[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
