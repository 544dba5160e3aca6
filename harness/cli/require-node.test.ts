import { expect, test } from 'vitest';
import { requireNode } from './require-node.ts';

test.each(['18.20.4', '20.18.3'])(
  'Node %s is refused in one line that says what is needed',
  (version) => {
    expect(() => requireNode(version)).toThrow(
      `this is Node ${version}; Yardstick needs 20.19 or newer`,
    );
  },
);

test.each(['20.19.0', '22.0.0', '24.1.0'])('Node %s will do', (version) => {
  expect(() => requireNode(version)).not.toThrow();
});
