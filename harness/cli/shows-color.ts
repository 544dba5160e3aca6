/** Whether text on stdout may be coloured (https://no-color.org). */
export function showsColor(): boolean {
  return process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
}
