import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import {
  conformanceReportVersion,
  type ConformanceReport,
} from '#harness/contract/conformance-report.ts';

/** What tells a conformance report from other JSON, and the fields that an index of runs reads. */
const schema = Type.Unsafe<ConformanceReport>(
  Type.Object({
    version: Type.Literal(conformanceReportVersion),
    runtime: Type.String(),
    targets: Type.Array(
      Type.Union([
        Type.Object({
          kind: Type.Literal('run'),
          name: Type.String(),
          results: Type.Array(
            Type.Object({
              id: Type.String(),
              family: Type.String(),
              title: Type.String(),
              outcome: Type.Union([
                Type.Object({ kind: Type.Literal('pass') }),
                Type.Object({
                  kind: Type.Literal('fail'),
                  expected: Type.String(),
                  actual: Type.String(),
                }),
                Type.Object({ kind: Type.Literal('unsupported'), reason: Type.String() }),
                Type.Object({ kind: Type.Literal('error'), message: Type.String() }),
              ]),
              replay: Type.String(),
            }),
          ),
        }),
        Type.Object({
          kind: Type.Literal('not-run'),
          name: Type.String(),
          reason: Type.String(),
          remedy: Type.String(),
        }),
      ]),
    ),
  }),
);

/** A report that `pnpm conformance` wrote; null for JSON that is something else. */
export function readConformance(value: unknown): ConformanceReport | null {
  return Value.Check(schema, value) ? value : null;
}
