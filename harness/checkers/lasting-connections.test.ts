import { describe, expect, it } from 'vitest';
import { lastingConnections } from './lasting-connections.ts';
import { room } from './testing/event-builder.ts';
import { startedTwoClients } from './testing/two-clients.ts';

const link = 'phone->cloud';
type Run = ReturnType<typeof startedTwoClients>;

/** Two clients of a cloud, of whom nobody does anything but what is given. */
function quiet(during: (run: Run) => void) {
  const run = startedTwoClients();
  during(run);
  run.builder.at(300_000).add('', { kind: 'mark', mark: 'end' });
  return lastingConnections.check(run.builder.build());
}

describe('LIVE-5 connections last', () => {
  it('fails when a connection ends though nobody has done anything for two minutes', () => {
    const { verdict, findings } = quiet(({ builder, phone }) =>
      builder.at(200_000).close(phone, 'phone'),
    );
    expect(verdict).toBe('fail');
    expect(findings).toMatchObject([{ device: 'phone', room }]);
  });

  it('passes when all that was open stays open', () => {
    expect(quiet(() => undefined).verdict).toBe('pass');
  });

  it('passes when something was done less than two minutes before', () => {
    const { verdict } = quiet(({ builder, phone }) => {
      builder.at(100_000).add('', { kind: 'mark', mark: 'leave:phone' });
      builder.at(200_000).close(phone, 'phone');
    });
    expect(verdict).toBe('pass');
  });

  it('does not judge a link that is cut', () => {
    const { findings } = quiet(({ builder, phone }) => {
      builder.at(1_000).cut(link);
      builder.at(200_000).close(phone, 'phone');
    });
    expect(findings).toEqual([]);
  });

  it('does not judge when an end notices that the other is gone', () => {
    const { findings } = quiet(({ builder, phone, tablet }) => {
      builder.at(1_000).close(phone, 'phone');
      builder.add('tablet', { kind: 'stop', cause: 'power-loss', incarnation: 1 });
      builder.at(200_000).close(phone, 'cloud', 'network');
      builder.close(tablet, 'cloud', 'network');
    });
    expect(findings).toEqual([]);
  });

  it('does not judge a link that was told to reset its connection at a frame to come', () => {
    const action = { do: 'reset-at', link, frame: 'awareness', count: 5 } as const;
    const { findings } = quiet(({ builder, phone }) => {
      builder.at(1_000).add('', { kind: 'fault', action, links: [link] });
      builder.at(200_000).close(phone, 'phone', 'network');
    });
    expect(findings).toEqual([]);
  });

  it('lets a provider be destroyed once, and not time after time', () => {
    const status = { kind: 'status', room, link, status: 'closed' } as const;
    const once = ({ builder, phone }: Run): void => {
      builder.at(200_000).add('phone', status);
      builder.close(phone, 'cloud', 'peer');
    };
    expect(quiet(once).findings).toEqual([]);
    const again = quiet((run) => {
      once(run);
      const { builder } = run;
      const second = builder.at(220_000).open('phone', 'cloud');
      builder.at(240_000).add('phone', status);
      builder.close(second, 'cloud', 'peer');
    });
    expect(again.findings).toMatchObject([{ device: 'cloud', room }]);
  });

  it('is unknown when somebody did something all the time', () => {
    const { builder } = startedTwoClients();
    builder.at(60_000).add('', { kind: 'mark', mark: 'end' });
    expect(lastingConnections.check(builder.build()).verdict).toBe('unknown');
  });
});
