/** A server under test as a process: options as JSON in the first argument, `{port}` as first line. */
import { UsageError } from '#harness/contract/usage-error.ts';
import { startServer, type TestServerOptions } from './start-server.ts';

try {
  const serving = await startServer(JSON.parse(process.argv[2] ?? '{}') as TestServerOptions);
  process.stdout.write(`${JSON.stringify({ port: serving.port })}\n`);
  process.once('SIGTERM', () => void serving.stop().then(() => process.exit(0)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stdout.write(`${JSON.stringify({ refused: error.message })}\n`);
  process.exit(64);
}
