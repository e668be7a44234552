import { desc, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';
import { calibrations } from '../schema/index.ts';

/** A curve from raw to calibrated confidence, 0–1, by increasing points. */
export type CalibrationCurve = readonly { readonly raw: number; readonly calibrated: number }[];

/** Fewer measured cases than that say too little: then the curve that comes with the product is better. */
export const fewestCalibrationCases = 40;

/** The tenant's own newest curve; null when there is none on enough cases, and then the shipped one holds. */
export async function readCalibration(tx: TenantTransaction): Promise<CalibrationCurve | null> {
  const [row] = await tx.select().from(calibrations).orderBy(desc(calibrations.fitted_at)).limit(1);
  return row === undefined || row.cases < fewestCalibrationCases ? null : row.points;
}

/** Keeps a fitted curve; from then on it holds. */
export async function insertCalibration(
  tx: TenantTransaction,
  fitted: Pick<typeof calibrations.$inferInsert, 'points' | 'cases' | 'ece_before' | 'ece_after'>,
): Promise<void> {
  await tx.insert(calibrations).values(fitted);
}

const caseSchema = z.object({ raw: z.coerce.number(), shown: z.coerce.number(), right: z.boolean() });
/** A followed action with a measured outcome: how sure it was, before and after calibration, and whether it helped. */
export type MeasuredCase = z.infer<typeof caseSchema>;

/**
 * Followed actions with a measured outcome, newest first. Right is an improvement above zero. What only looked on changed
 * nothing and proves nothing; what was rejected or in shadow was not done.
 */
export async function listMeasuredCases(tx: TenantTransaction, limit: number): Promise<readonly MeasuredCase[]> {
  const rows = await tx.execute(sql`
    select coalesce(raw_confidence, confidence) as raw, confidence as shown,
      (outcome_metrics ->> 'improvement_pct')::double precision > 0 as right
    from recommendations
    where outcome_recorded_at is not null and mode <> 'shadow' and action ->> 'kind' <> 'none'
      and (human_decision = 'approved' or auto_approved)
      and jsonb_typeof(outcome_metrics -> 'improvement_pct') = 'number'
    order by outcome_recorded_at desc, id desc limit ${limit}`);
  return z.array(caseSchema).parse([...rows]);
}
