/** The code of an error of classic-level, or of what caused it; '' for any other error. */
export function levelErrorCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    // That it did not open says nothing; its cause says why.
    if (code !== '' && code !== 'LEVEL_DATABASE_NOT_OPEN') return code;
  }
  return '';
}
