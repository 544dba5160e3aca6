import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { toxiproxyName } from './toxiproxy-name.ts';

test('keeps plain names and escapes the rest', () => {
  expect(toxiproxyName('phone-desktop1')).toBe('phone-desktop1');
  expect(toxiproxyName('phone → a/b')).toBe('phone_20__2192__20_a_2f_b');
  expect(toxiproxyName('..')).toBe('_2e__2e_');
});

test.prop([fc.string({ unit: 'binary' })])('needs no escaping in a URL', (name) => {
  expect(toxiproxyName(name)).toMatch(/^[A-Za-z0-9_-]*$/);
});

test.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })])(
  'keeps different names apart',
  (a, b) => {
    expect(toxiproxyName(a) === toxiproxyName(b)).toBe(a === b);
  },
);
