import { afterAll, beforeAll, describe } from 'vitest';
import type { ToxiproxyServer } from '../start-toxiproxy.ts';
import { apiAnswers } from './api-answers.ts';
import { differences } from './differences.ts';
import { integrity } from './integrity.ts';
import { serversUnderTest } from './server-under-test.ts';
import { tcpEndings } from './tcp-endings.ts';
import { timing } from './timing.ts';
import { toxicBytes } from './toxic-bytes.ts';
import { websocketTraces } from './websocket-traces.ts';

describe.each(serversUnderTest())('the $name Toxiproxy', ({ name, start }) => {
  let server: ToxiproxyServer | undefined;
  const url = (): string => server?.url ?? '';
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server?.stop());

  describe('answers as recorded:', () => apiAnswers(url));
  describe('ends connections:', () => tcpEndings(url));
  describe('passes bytes:', () => toxicBytes(url));
  describe('takes time:', () => timing(url));
  describe('keeps bytes:', () => integrity(url));
  describe('carries WebSockets:', () => websocketTraces(url));
  describe('differs on purpose:', () => differences(name, url));
});
