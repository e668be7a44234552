import { z } from 'zod';

/**
 * A setting of one or more keys of 32 bytes in hex, separated by commas: the first one seals, all of them open. To change a
 * key, put the new one in front, and take the old one away when nothing is sealed with it any more.
 */
export const keyList = z.string().regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/, '32 bytes in hex; more keys after a comma');

/** The keys of such a setting, in order: `[current, ...older]`. */
export function keysOf(list: string): readonly [string, ...string[]] {
  const [current = '', ...older] = list.split(',');
  return [current, ...older];
}
