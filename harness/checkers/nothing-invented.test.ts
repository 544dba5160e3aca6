import { describe, expect, test } from 'vitest';
import { nothingInvented } from './nothing-invented.ts';
import { hello } from './testing/hello.ts';

describe('LOSS-4 nothing is there that nobody wrote', () => {
  test('passes on edits alone, and fails on a struct of a server', () => {
    expect(nothingInvented.check(hello('cloud', 'tablet').end().builder.build()).verdict).toBe(
      'pass',
    );
    const run = hello('cloud', 'tablet');
    run.docs.cloud.getText('text').insert(0, 'template');
    expect(nothingInvented.check(run.end().builder.build()).detail).toBe(
      'cloud holds 1:0, which no edit made',
    );
  });
});
