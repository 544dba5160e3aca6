import { describe, expect, it } from 'vitest';
import { deadConnections } from './dead-connections.ts';
import { room } from './testing/event-builder.ts';
import { startedTwoClients } from './testing/two-clients.ts';

const link = 'phone->cloud';

/** The phone's link dies at 1 s and heals at `healsMs`. */
function dead(healsMs: number, during: (run: ReturnType<typeof startedTwoClients>) => void) {
  const run = startedTwoClients();
  run.builder.at(1_000).cut(link);
  during(run);
  run.builder.at(healsMs).heal(link);
  run.builder.at(healsMs + 1_000).add('', { kind: 'mark', mark: 'end' });
  return deadConnections.check(run.builder.build());
}

describe('LIVE-4 dead connections end', () => {
  it('fails when a provider says connected for 45 s over a link that carries nothing', () => {
    const { verdict, findings } = dead(60_000, () => undefined);
    expect(verdict).toBe('fail');
    expect(findings).toMatchObject([{ device: 'phone', room }]);
  });

  it('fails when a node keeps the connection for 120 s', () => {
    const { findings } = dead(130_000, ({ builder, phone }) =>
      builder.at(34_000).close(phone, 'phone'),
    );
    expect(findings).toMatchObject([{ device: 'cloud' }]);
  });

  it('passes when the provider has let go by then, though its socket is still closing', () => {
    const { verdict } = dead(60_000, ({ builder }) =>
      builder.at(34_000).add('phone', { kind: 'status', room, link, status: 'disconnected' }),
    );
    expect(verdict).toBe('pass');
  });

  it('does not judge a device that slept', () => {
    const { verdict } = dead(60_000, ({ builder }) => {
      builder.at(20_000).add('', {
        ...{ kind: 'fault', action: { do: 'sleep', device: 'phone' }, links: [] },
      });
    });
    expect(verdict).toBe('unknown');
  });

  it('is unknown when no link was dead for long', () => {
    expect(dead(10_000, () => undefined).verdict).toBe('unknown');
  });
});
