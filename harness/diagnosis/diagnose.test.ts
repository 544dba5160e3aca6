import { describe, expect, test } from 'vitest';
import { updateFrame } from '#harness/checkers/testing/event-builder.ts';
import { ObservedDocs } from '#harness/checkers/testing/observed-docs.ts';
import { diagnose } from './diagnose.ts';

describe('a diagnosis', () => {
  test('names what is missing, who wrote it, how far it came and where it stopped', () => {
    const run = new ObservedDocs();
    const { builder } = run;
    const phone = builder.open('phone', 'cloud');
    builder.open('tablet', 'cloud');
    builder.at(3_210);
    const update = run.edit('phone', (text) => text.insert(0, 'k17'), 'k17');
    builder.receive(builder.send(phone, 'phone', 'update', updateFrame(update)));
    builder.at(3_252);
    run.arrive('cloud', update);
    builder.at(41_000);
    expect(diagnose(run.end().builder.build())?.sentences).toEqual([
      'tablet never got "k17", which phone wrote at 3.210 s.',
      'It came to phone (3.210 s), then cloud (3.252 s).',
      'It stopped at cloud, which held it from 3.252 s and never sent it on tablet->cloud before the end at 41.000 s.',
      'Struct 2:0 in "text", made by text.insert.',
    ]);
  });

  test('tells a deletion that did not arrive from an insertion', () => {
    const run = new ObservedDocs();
    const hello = run.edit('phone', (text) => text.insert(0, 'hello'), 'hello');
    run.arrive('cloud', hello).arrive('tablet', hello);
    run.arrive(
      'cloud',
      run.edit('phone', (text) => text.delete(0, 2), 'cut'),
    );
    expect(diagnose(run.end().builder.build())).toMatchObject({
      device: 'tablet',
      wrong: 'undeleted',
      struct: { client: 2, clock: 0 },
    });
  });

  test('names what nobody wrote', () => {
    const run = new ObservedDocs();
    run.docs.cloud.getText('text').insert(0, 'template');
    expect(diagnose(run.end().builder.build())).toMatchObject({
      comparedWith: 'cloud',
      wrong: 'invented',
      edit: null,
    });
  });

  test('is null when connected replicas are equal', () => {
    expect(diagnose(new ObservedDocs().end().builder.build())).toBeNull();
  });
});
