import { describe, expect, test } from 'vitest';
import { readToxiproxyConfig } from './toxiproxy-config.ts';

describe('the environment of a Toxiproxy server', () => {
  test('sets only what it names', () => {
    expect(readToxiproxyConfig({})).toEqual({});
    expect(readToxiproxyConfig({ TOXIPROXY_URL: 'http://127.0.0.1:8474/' })).toEqual({
      apiUrl: 'http://127.0.0.1:8474',
    });
  });

  test('describes a container on a bridge', () => {
    const env = {
      TOXIPROXY_URL: 'http://127.0.0.1:8474',
      TOXIPROXY_LISTEN_HOST: '0.0.0.0',
      TOXIPROXY_PORT_RANGE: '21000-21063',
      TOXIPROXY_UPSTREAM_HOST: 'host.docker.internal',
      TOXIPROXY_CONNECT_HOST: '127.0.0.1',
    };
    expect(readToxiproxyConfig(env)).toEqual({
      apiUrl: 'http://127.0.0.1:8474',
      listenHost: '0.0.0.0',
      ports: { from: 21_000, to: 21_063 },
      upstreamHost: 'host.docker.internal',
      connectHost: '127.0.0.1',
    });
  });

  test.each(['21063-21000', '21000', '0-5', '1-70000', 'a-b'])('refuses the range %s', (range) => {
    expect(() => readToxiproxyConfig({ TOXIPROXY_PORT_RANGE: range })).toThrow(
      `TOXIPROXY_PORT_RANGE is "${range}": give FIRST-LAST such as 21000-21063`,
    );
  });

  test.each(['127.0.0.1:8474', 'ftp://x', 'http://'])('refuses the URL %s', (url) => {
    expect(() => readToxiproxyConfig({ TOXIPROXY_URL: url })).toThrow('which is no http URL');
  });
});
