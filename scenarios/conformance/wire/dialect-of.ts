import type { DialectName } from '#harness/contract/target.ts';
import type { Dialect } from './dialect.ts';
import { hocuspocusDialect } from './hocuspocus-dialect.ts';
import { yProtocolsDialect } from './y-protocols-dialect.ts';

const dialects: Readonly<Record<DialectName, Dialect>> = {
  'y-protocols': yProtocolsDialect,
  hocuspocus: hocuspocusDialect,
};

export function dialectOf(name: DialectName): Dialect {
  return dialects[name];
}
