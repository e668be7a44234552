import { createHash } from 'node:crypto';

/**
 * Whether a recommendation is in a sample of `rate_pct` percent: by its id, so that the same ones are judged however often
 * that is asked, and a larger share judges all of a smaller one, too.
 */
export function inSample(id: string, rate_pct: number): boolean {
  return (createHash('sha256').update(id).digest().readUInt16BE(0) / 65_536) * 100 < rate_pct;
}
