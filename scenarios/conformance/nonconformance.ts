/** The server under test did something else than the case requires. Data, not a fault of the harness. */
export class Nonconformance extends Error {
  override readonly name = 'Nonconformance';
  readonly expected: string;
  readonly actual: string;

  constructor(expected: string, actual: string) {
    super(`expected: ${expected}; came: ${actual}`);
    this.expected = expected;
    this.actual = actual;
  }
}
