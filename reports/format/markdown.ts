/** Text on one line of Markdown that is never markup, in a table cell too. */
export function markdownCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#+!|~&@$:]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Text as code, in a table cell too. */
export function markdownCode(text: string): string {
  return `<code>${text.replace(/[&<>|`]/g, (char) => `&#${char.charCodeAt(0)};`)}</code>`;
}
