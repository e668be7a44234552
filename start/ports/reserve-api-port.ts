import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../contracts/errors/index.ts';
import { freePort, isPortFree } from './free-port.ts';

/**
 * The port of the API. A port asked for with --port must be free within 5 s (an earlier start may still be ending),
 * else PORT_TAKEN; without --port the usual 8000 is taken when free, and another one otherwise.
 */
export async function reserveApiPort(asked: number | null): Promise<number> {
  const wanted = asked ?? 8000;
  const deadline = Date.now() + 5000;
  while (!(await isPortFree(wanted)) && Date.now() < deadline) await sleep(100);
  if (await isPortFree(wanted)) return wanted;
  if (asked === null) return freePort(0);
  throw new CodedError('PORT_TAKEN', `Port ${asked} is taken by another program. Choose another one with --port.`, {
    port: asked,
  });
}
