import type { Reporter } from '#harness/contract/reporter.ts';

/** One JSON document on stdout: the record of a single run, or `{runs: [...]}`. */
export const json: Reporter = {
  name: 'json',
  run: () => [],
  end(runs) {
    const records = runs.map(({ record }) => record);
    const document = records.length === 1 ? records[0] : { runs: records };
    return [{ to: 'stdout', text: `${JSON.stringify(document, null, 2)}\n` }];
  },
};
