import type { IndexEntry } from './index-entry.ts';

/** Version of {@link IndexFile}; raised whenever an older reader would misread it. */
export const indexFileVersion = 1;

/** `index.json`: what the page beside it lists, so that pages of several folders can be made one. */
export interface IndexFile {
  readonly format: 'yardstick-index';
  readonly version: typeof indexFileVersion;
  readonly entries: readonly IndexEntry[];
}
