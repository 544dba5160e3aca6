import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toxiproxyVersion } from './server/api-routes.ts';

const file = new URL('../../docker-compose.toxiproxy.yml', import.meta.url);
const { services } = parse(readFileSync(file, 'utf8'));

describe('docker-compose.toxiproxy.yml', () => {
  test.each(Object.keys(services))(
    '%s runs the version we compare with, and is watched',
    (name) => {
      expect(services[name].image).toBe(`ghcr.io/shopify/toxiproxy:${toxiproxyVersion}`);
      expect(services[name].healthcheck.test).toEqual(['CMD', '/toxiproxy-cli', 'list']);
    },
  );

  test('by default shares the network of the host, with the API on loopback', () => {
    const { toxiproxy } = services;
    expect(toxiproxy).toMatchObject({ network_mode: 'host', command: ['-host=127.0.0.1'] });
    expect(toxiproxy.profiles).toBeUndefined();
    expect(toxiproxy.ports).toBeUndefined();
  });

  test('on a bridge publishes on loopback only, and reaches the host', () => {
    const bridge = services['toxiproxy-bridge'];
    expect(bridge.profiles).toEqual(['bridge']);
    expect(bridge.command).toEqual(['-host=0.0.0.0']);
    expect(bridge.extra_hosts).toEqual(['host.docker.internal:host-gateway']);
    expect(bridge.ports).toHaveLength(2);
    for (const port of bridge.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});
