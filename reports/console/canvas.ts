/** A grid of characters to draw on; later marks cover earlier ones. */
export interface Canvas {
  put(x: number, y: number, text: string): void;
  /** Lines and texts as rows, without spaces at their ends; cells in `painted` go through `paint`. */
  rows(paint: (char: string) => string, painted: string): readonly string[];
}

export function createCanvas(): Canvas {
  const cells: string[][] = [];
  return {
    put(x, y, text) {
      while (cells.length <= y) cells.push([]);
      const row = cells[y] ?? [];
      for (const [index, char] of [...text].entries()) {
        while (row.length < x + index) row.push(' ');
        row[x + index] = char;
      }
    },
    rows: (paint, painted) =>
      cells.map((row) =>
        row
          .join('')
          .trimEnd()
          .replaceAll(painted, () => paint(painted)),
      ),
  };
}
