import { z } from 'zod';
import { changeSetSchema } from '../../../contracts/change-set.ts';

/** An approval as the commands read it. */
export const approvalSchema = z.looseObject({
  approval_id: z.string(),
  execution_id: z.string(),
  status: z.string(),
  title: z.string(),
  plan_digest: z.string(),
  campaign_name: z.string().nullable(),
  can_decide: z.boolean(),
  cannot_decide_code: z.string().nullable(),
  expires_at: z.string(),
  change_set: changeSetSchema.nullable(),
});
/** An approval as the commands read it. */
export type Approval = z.output<typeof approvalSchema>;

/** Each change in one line: `Spring Sale daily_budget_minor 40000 → 46000 (15 %)`. */
export function sayChanges(approval: Pick<Approval, 'change_set'>): readonly string[] {
  return (approval.change_set?.changes ?? []).map((change) => {
    const relative = change.change_pct === null ? '' : ` (${change.change_pct} %)`;
    return `${change.entity_name} ${change.field} ${change.before ?? '–'} → ${change.after ?? '–'}${relative}`;
  });
}
