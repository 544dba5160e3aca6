import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { UsageError } from '#harness/contract/usage-error.ts';
import type { IndexEntry } from '#reports/index-page/index-entry.ts';
import { indexFileVersion } from '#reports/index-page/index-file.ts';

const nullable = <Schema extends ReturnType<typeof Type.String | typeof Type.Number>>(
  schema: Schema,
) => Type.Union([schema, Type.Null()]);

const entry = Type.Object({
  scenario: Type.String(),
  family: Type.String(),
  seed: nullable(Type.Number()),
  target: Type.String(),
  verdict: Type.Union([
    Type.Literal('pass'),
    Type.Literal('fail'),
    Type.Literal('unknown'),
    Type.Literal('known'),
    Type.Literal('unsupported'),
  ]),
  broken: Type.Array(Type.String()),
  sentence: Type.String(),
  virtualMs: nullable(Type.Number()),
  replay: Type.String(),
  href: nullable(Type.String()),
});

const schema = Type.Object({
  format: Type.Literal('yardstick-index'),
  version: Type.Number(),
  entries: Type.Array(Type.Unknown()),
});

/** The runs of an `index.json`; null for other JSON. Throws UsageError for another version or a broken file. */
export function readIndex(value: unknown, file: string): readonly IndexEntry[] | null {
  if (!Value.Check(schema, value)) return null;
  if (value.version !== indexFileVersion) {
    throw new UsageError(
      `${file} has version ${value.version} and this Yardstick reads ${indexFileVersion}; make it again`,
    );
  }
  return value.entries.map((run, index) => {
    if (Value.Check(entry, run)) return run;
    const problem = Value.Errors(entry, run).First();
    throw new UsageError(
      `${file} is broken at run ${index + 1}: ${problem?.path ?? ''} ${problem?.message ?? ''}; make it again`,
    );
  });
}
