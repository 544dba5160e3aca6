import { current } from './current.ts';
import { currentLife } from './real-life.ts';

/**
 * y-websocket's providers listen to the process's `exit` to withdraw their presence. The exit of this
 * process is not the exit of a simulated one, which is killed or closed by a step.
 */
export function patchProcess(): void {
  for (const method of ['on', 'off'] as const) {
    const real = process[method].bind(process) as (
      event: string,
      listener: () => void,
    ) => NodeJS.Process;
    const patched = (event: string, listener: () => void): NodeJS.Process => {
      if (event !== 'exit' || (current.world === null && currentLife() === null))
        return real(event, listener);
      const listeners = current.zone?.life.exitListeners;
      if (method === 'on') listeners?.add(listener);
      else listeners?.delete(listener);
      return process;
    };
    process[method] = patched as (typeof process)[typeof method];
  }
}
