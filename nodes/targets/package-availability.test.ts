import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageAvailability } from './package-availability.ts';

describe('a package that a built-in server needs', () => {
  it('has the version that is installed', () => {
    expect(packageAvailability('@hocuspocus/server')).toEqual({
      available: true,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
    });
  });

  it('is found in any folder above, as in the project that Yardstick is installed in', () => {
    const folder = resolve(import.meta.dirname, 'node_modules');
    mkdirSync(join(folder, 'only-there'), { recursive: true });
    writeFileSync(join(folder, 'only-there/package.json'), '{"version":"1.2.3"}');
    try {
      expect(packageAvailability('only-there')).toEqual({ available: true, version: '1.2.3' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is named when it is missing', () => {
    expect(packageAvailability('no-such-package')).toEqual({
      available: false,
      reason: 'the package no-such-package is not installed',
      remedy: 'install no-such-package in your project',
    });
  });
});
