import { describe, expect, test } from 'vitest';
import { createAuthenticate } from './create-authenticate.ts';

const request = (url: string, headers: Record<string, string> = {}) => ({ url, headers });
const denied = (reason: RegExp) => ({ denied: expect.stringMatching(reason) });

describe('tokens', () => {
  const authenticate = createAuthenticate({ token: 's3cret/+&', readOnlyToken: 'look' });

  test.each([
    ['in the query', request(`/rooms/a?x=1&token=${encodeURIComponent('s3cret/+&')}`)],
    ['as bearer', request('/rooms/a', { authorization: 'Bearer s3cret/+&' })],
    [
      'as bearer, over another in the query',
      request('/rooms/a?token=x', { authorization: 'bearer s3cret/+&' }),
    ],
  ])('%s: read and write', (_where, shown) => {
    expect(authenticate(shown)).toBe('read-write');
  });

  test('the read-only token admits to read', () => {
    expect(authenticate(request('/rooms/a?token=look'))).toBe('read-only');
  });

  test.each([
    ['none', request('/rooms/a'), /needed/],
    ['an empty one', request('/rooms/a?token='), /needed/],
    ['a wrong one', request('/rooms/a?token=s3cret'), /wrong/],
    ['a longer one', request('/rooms/a?token=look2'), /wrong/],
    ['one in the path', request('/rooms/token=look'), /needed/],
    ['basic credentials', request('/rooms/a', { authorization: 'Basic bG9vaw==' }), /needed/],
  ])('%s: denied', (_what, shown, reason) => {
    expect(authenticate(shown)).toEqual(denied(reason));
  });

  test('an empty token is refused as an option, because it would admit whoever shows none', () => {
    expect(() => createAuthenticate({ token: '' })).toThrow(/empty/);
  });
});

describe('origins', () => {
  const from = (origin: string) => request('/rooms/a', { origin });

  test('without a token only pages of this machine, and programs that are no browser, may connect', () => {
    const authenticate = createAuthenticate({});
    expect(authenticate(request('/rooms/a'))).toBe('read-write');
    for (const origin of ['http://localhost:5173', 'https://127.0.0.1', 'http://[::1]:80'])
      expect(authenticate(from(origin))).toBe('read-write');
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null'])
      expect(authenticate(from(origin))).toEqual(denied(/origin/));
  });

  test('a list of origins admits these alone, whatever the token', () => {
    const authenticate = createAuthenticate({ token: 't', origins: ['https://app.example'] });
    const show = (origin: string) => authenticate(request('/rooms/a?token=t', { origin }));
    expect(show('https://app.example')).toBe('read-write');
    expect(show('https://app.example.evil')).toEqual(denied(/origin/));
  });
});
