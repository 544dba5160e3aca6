import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{harness,nodes,scenarios,reports}/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'forks',
  },
});
