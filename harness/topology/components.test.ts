import { expect, test } from 'vitest';
import { components } from './components.ts';

test('devices joined by edges form one component, the others each their own', () => {
  const edges = [
    { dialler: 'a', listener: 'b' },
    { dialler: 'c', listener: 'b' },
    { dialler: 'd', listener: 'gone' },
  ];
  expect(components(['a', 'b', 'c', 'd', 'e'], edges)).toEqual([['a', 'b', 'c'], ['d'], ['e']]);
});
