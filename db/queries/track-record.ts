import type { z } from 'zod';
import type { confidenceRecordSchema } from '../../contracts/recommendation.ts';
import type { TenantTransaction } from '../connect.ts';
import { listMeasuredCases, type MeasuredCase } from './calibrations.ts';

/** How many of the newest cases of a band are looked at, and how few say nothing. */
const looked = { at_most: 40, at_least: 10 } as const;
const readAtMost = 2_000;

/** How often the product was right when it was this sure. */
export type TrackRecord = z.infer<typeof confidenceRecordSchema>;

/**
 * “Of the last 40 at 80–90 %, 34 improved”: bands of ten percent that hold their lower edge, the last one 100 % too. Null
 * with fewer than ten measured cases in the band; then what the generated cases said is shown.
 */
export function trackRecord(cases: readonly MeasuredCase[], confidence: number): TrackRecord | null {
  const band = Math.min(Math.floor(confidence * 10 + 1e-9), 9);
  const own = cases.filter((each) => Math.min(Math.floor(each.shown * 10 + 1e-9), 9) === band).slice(0, looked.at_most);
  if (own.length < looked.at_least) return null;
  const right = own.filter((each) => each.right).length;
  return { band_low: band / 10, band_high: (band + 1) / 10, right, of: own.length, basis: 'account' };
}

/** The track record of the tenant at a confidence of 0–1; null when too little was measured. */
export async function readTrackRecord(tx: TenantTransaction, confidence: number): Promise<TrackRecord | null> {
  return trackRecord(await listMeasuredCases(tx, readAtMost), confidence);
}
