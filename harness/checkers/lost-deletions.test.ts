import { describe, expect, test } from 'vitest';
import { lostDeletions } from './lost-deletions.ts';
import { hello, share } from './testing/hello.ts';
import { type DeviceName } from './testing/observed-docs.ts';

describe('LOSS-2 what was deleted stays deleted', () => {
  test('passes when it does, and fails when a replica still shows it', () => {
    const deleted = (...reached: DeviceName[]) => {
      const run = hello('cloud', 'tablet');
      share(
        run,
        run.edit('phone', (text) => text.delete(0, 2)),
        ...reached,
      );
      return lostDeletions.check(run.end().builder.build());
    };
    expect(deleted('cloud', 'tablet').verdict).toBe('pass');
    expect(deleted('cloud').detail).toContain('tablet still shows 2:0, which phone deleted');
  });

  test('fails when only the end of what was deleted is shown again', () => {
    const run = hello('cloud', 'tablet');
    run.edit('phone', (text) => text.delete(1, 3));
    run.docs.tablet.getText('text').delete(1, 2);
    expect(lostDeletions.check(run.end().builder.build()).findings[1]?.detail).toContain(
      'tablet still shows 2:3, which phone deleted at 0.000 s',
    );
  });

  test('is unknown when nothing was deleted', () => {
    expect(lostDeletions.check(hello('cloud').end().builder.build()).verdict).toBe('unknown');
  });
});
