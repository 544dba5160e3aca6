/** A matrix as it was committed. */
export interface ParsedMatrix {
  /** Target name to version, in the order of the columns. */
  readonly versions: ReadonlyMap<string, string>;
  /** `target case` to mark. */
  readonly marks: ReadonlyMap<string, string>;
  readonly cases: readonly string[];
}

/** Reads what `matrixMarkdown` wrote. Rows of other shapes are ignored. */
export function parseMatrix(markdown: string): ParsedMatrix {
  const rows = markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  const header = rows.find(([first]) => first === 'case') ?? [];
  const targets = header.slice(3);
  const versions = new Map<string, string>();
  const marks = new Map<string, string>();
  const cases: string[] = [];
  for (const [first = '', second = '', , ...cells] of rows) {
    if (targets.includes(first)) versions.set(first, second);
    if (!/^YS-[A-Z]+-\d{3}$/.test(first)) continue;
    cases.push(first);
    targets.forEach((target, index) => marks.set(`${target} ${first}`, cells[index] ?? ''));
  }
  return { versions, marks, cases };
}
