import { expect, it } from 'vitest';
import { countFindings } from './count-findings.ts';

it('counts the findings that the last one stands for', () => {
  const told = [{ detail: 'a lacks 1:0' }, { detail: 'a lacks 2:0' }];
  expect(countFindings(told)).toBe(2);
  expect(countFindings([...told, { detail: 'there are more', unlisted: 7 }])).toBe(9);
});
