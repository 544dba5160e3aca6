const channels = ['log', 'info', 'warn', 'error'] as const;

/**
 * Runs with a console that says nothing: Yjs and its providers write to it what a broken node makes
 * them stumble over, and the history has it already.
 */
export async function muteConsole<Result>(run: () => Promise<Result>): Promise<Result> {
  const said = channels.map((channel) => console[channel]);
  for (const channel of channels) console[channel] = () => undefined;
  try {
    return await run();
  } finally {
    for (const [index, channel] of channels.entries())
      console[channel] = said[index] ?? console[channel];
  }
}
