import type { ToxicKind } from './toxic-kind.ts';

/** Passes everything on; also what a toxic becomes on a connection that its toxicity spares. */
export const noop: ToxicKind = {
  type: 'noop',
  defaults: {},
  pipe: (flow) => flow.each((chunk) => flow.pass(chunk)),
};
