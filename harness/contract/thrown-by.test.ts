import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thrownBy } from './thrown-by.ts';

/** An error with the stack that it would have had, thrown at a line of a file. */
function thrownAt(file: string, message = 'no database'): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}\n    at connect (node:net:1:2)\n    at start (${file}:7:11)`;
  return error;
}

describe("what a user's module threw", () => {
  it('is told in one line, with the line of the module', () => {
    expect(thrownBy(thrownAt(join(process.cwd(), 'my-server.ts')))).toBe(
      'Error: no database (my-server.ts:7)',
    );
    expect(thrownBy(thrownAt(`file://${process.cwd()}/my-server.ts`, 'a\nb'))).toBe(
      'Error: a (my-server.ts:7)',
    );
  });

  it('has no place where a package threw it', () => {
    expect(thrownBy(thrownAt('/project/node_modules/ws/index.js'))).toBe('Error: no database');
    expect(thrownBy(thrownAt('node:internal/modules/esm/resolve'))).toBe('Error: no database');
  });

  it('says where a file cannot be parsed', () => {
    const error = new Error(
      `Transform failed with 1 error:\n${process.cwd()}/my.ts:2:0: ERROR: Unexpected end of file`,
    );
    error.name = 'TransformError';
    expect(thrownBy(error)).toBe('my.ts:2: Unexpected end of file');
    const ofNode = new SyntaxError('Unexpected end of input');
    ofNode.stack = `file://${process.cwd()}/my.mjs:2\n\n\n\nSyntaxError: Unexpected end of input\n    at x (node:internal/a:3:4)`;
    expect(thrownBy(ofNode)).toBe('SyntaxError: Unexpected end of input (my.mjs:2)');
  });

  it('may be anything', () => {
    expect(thrownBy('nonsense')).toBe('nonsense');
  });
});
