// JavaScript, because a thread runs no TypeScript by itself, even where its parent does:
// `--import tsx` acts on the main thread only.
import { register } from 'tsx/esm/api';

register();
await import('./toxiproxy-thread.ts');
