import { describe, expect, test } from 'vitest';
import { connectionCompleteness } from './connection-completeness.ts';
import { ObservedDocs } from './testing/observed-docs.ts';
import { updateFrame } from './testing/event-builder.ts';

/** The phone writes over its connection; the tablet gets it over its own, or by another way. */
function relayed(how: 'over the connection' | 'by another way'): ObservedDocs {
  const run = new ObservedDocs();
  const { builder } = run;
  const phone = builder.open('phone', 'cloud');
  const tablet = builder.open('tablet', 'cloud');
  const update = run.edit('phone', (text) => text.insert(0, 'hello'));
  builder.receive(builder.send(phone, 'phone', 'update', updateFrame(update)));
  run.arrive('cloud', update);
  if (how === 'over the connection')
    builder.receive(builder.send(tablet, 'cloud', 'update', updateFrame(update)));
  run.arrive('tablet', update);
  return run.end();
}

describe('CONV-3 every open connection carried what its ends hold', () => {
  test('passes when it did', () => {
    expect(
      connectionCompleteness.check(relayed('over the connection').builder.build()),
    ).toMatchObject({
      verdict: 'pass',
      detail: '2 connections',
    });
  });

  test('fails when the receiver has it by another way only', () => {
    expect(connectionCompleteness.check(relayed('by another way').builder.build()).detail).toMatch(
      /on tablet->cloud never brought cloud 2:0, which tablet holds|on tablet->cloud never brought tablet 2:0, which cloud holds/,
    );
  });

  test('does not ask a connection that has closed', () => {
    const run = relayed('by another way');
    const opened = run.builder.events.find(
      (event) => event.kind === 'open' && event.device === 'tablet',
    );
    if (opened?.kind === 'open') run.builder.closeBoth(opened.connection);
    expect(connectionCompleteness.check(run.builder.build()).verdict).toBe('pass');
  });

  test('is unknown without connections', () => {
    expect(connectionCompleteness.check(new ObservedDocs().end().builder.build()).verdict).toBe(
      'unknown',
    );
  });
});
