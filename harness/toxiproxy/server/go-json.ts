const unsafe = /[<>&\u2028\u2029]/g;

/** JSON as Go's encoder writes it: no spaces, and what could end an HTML script escaped. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
