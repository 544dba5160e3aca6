/** The flags of `pnpm conformance`, as commander gives them. */
export interface ConformanceFlags {
  readonly target?: string;
  readonly command?: string;
  readonly url?: string;
  readonly dialect: string;
  readonly token?: string;
  readonly header: readonly string[];
  readonly roomPrefix: string;
  readonly case: readonly string[];
  readonly exclude: readonly string[];
  readonly failOn: string;
  readonly reporter: readonly string[];
  readonly output: string;
  readonly list?: true;
  readonly matrix?: true;
  readonly check?: true;
  readonly safe?: true;
  readonly slow?: true;
}
