/** A piece of two texts: in both, only in the first, or only in the second. */
export interface DiffPiece {
  readonly kind: 'same' | 'first' | 'second';
  readonly text: string;
}

/** Most edits between two texts that are looked for one by one. */
const most = 400;

/** How two texts differ, by characters (Myers, 1986); very different ones as one replaced middle. */
export function textDiff(first: string, second: string): readonly DiffPiece[] {
  const a = [...first];
  const b = [...second];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end++;
  const middle = diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const pieces: DiffPiece[] = [
    { kind: 'same', text: a.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ];
  return merge(pieces);
}

function diffMiddle(a: readonly string[], b: readonly string[]): readonly DiffPiece[] {
  const replaced: readonly DiffPiece[] = [
    { kind: 'first', text: a.join('') },
    { kind: 'second', text: b.join('') },
  ];
  if (a.length === 0 || b.length === 0) return replaced;
  const trace = searchPath(a, b);
  return trace === null ? replaced : walkBack(a, b, trace);
}

/** The furthest points of every step of the greedy search; null when it takes too many. */
function searchPath(
  a: readonly string[],
  b: readonly string[],
): readonly ReadonlyMap<number, number>[] | null {
  const trace: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let step = 0; step <= Math.min(most, a.length + b.length); step++) {
    const next = new Map<number, number>();
    for (let k = -step; k <= step; k += 2) {
      let x = isDown(furthest, k, step)
        ? (furthest.get(k + 1) ?? 0)
        : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return [...trace, furthest];
    }
    trace.push(furthest);
    furthest = next;
  }
  return null;
}

function isDown(furthest: ReadonlyMap<number, number>, k: number, step: number): boolean {
  return k === -step || (k !== step && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
): readonly DiffPiece[] {
  const pieces: DiffPiece[] = [];
  let x = a.length;
  let y = b.length;
  for (let step = trace.length - 1; step >= 0; step--) {
    const furthest = trace[step] ?? new Map<number, number>();
    const k = x - y;
    const down = isDown(furthest, k, step);
    const previousX = furthest.get(down ? k + 1 : k - 1) ?? 0;
    const previousY = previousX - (down ? k + 1 : k - 1);
    while (x > previousX && y > previousY && x > 0 && y > 0) {
      pieces.push({ kind: 'same', text: a[--x] ?? '' });
      y--;
    }
    if (step === 0) break;
    if (down) pieces.push({ kind: 'second', text: b[--y] ?? '' });
    else pieces.push({ kind: 'first', text: a[--x] ?? '' });
  }
  return pieces.reverse();
}

function merge(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  const merged: DiffPiece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.text === '') continue;
    if (last?.kind === piece.kind)
      merged[merged.length - 1] = { ...piece, text: last.text + piece.text };
    else merged.push(piece);
  }
  return merged;
}
