/** Text on one line of Markdown, in a table cell too, that is never markup. */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~&@$]/g, (char) => `&#${char.charCodeAt(0)};`);
}
