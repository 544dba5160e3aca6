import { UsageError } from '#harness/contract/usage-error.ts';

/** The `index`-th of `of` parts, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** `I/N`; the whole where it is undefined. Throws a UsageError otherwise. */
export function parseShard(text: string | undefined): Shard {
  if (text === undefined) return { index: 1, of: 1 };
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (index === undefined || of === undefined || Number(index) < 1 || Number(index) > Number(of)) {
    throw new UsageError(`--shard is "${text}"; it must be I/N with I from 1 to N, such as 2/4`);
  }
  return { index: Number(index), of: Number(of) };
}

/** The shard's part of a list: every N-th item, so that equal lists split equally everywhere. */
export function partOf<Item>(items: readonly Item[], { index, of }: Shard): readonly Item[] {
  return items.filter((_, position) => position % of === index - 1);
}
