import { z } from 'zod';
import { changeSetSchema } from '../../../contracts/change-set.ts';
import { type CurrencyOf, sayField, sayShare, sayValue } from '../money-words.ts';

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
  /** Of the recommendation that it rests on; null for a question that rests on none. */
  recommendation_id: z.string().nullish(),
});
/** An approval as the commands read it. */
export type Approval = z.output<typeof approvalSchema>;

/** Each change in one line: `Spring Sale daily budget 400.00 USD → 460.00 USD (+15 %)`. */
export function sayChanges(approval: Pick<Approval, 'change_set'>, currencyOf: CurrencyOf): readonly string[] {
  return (approval.change_set?.changes ?? []).map((change) => {
    const relative = change.change_pct === null ? '' : ` (${sayShare(change.change_pct)})`;
    const [before, after] = [change.before, change.after].map((each) => sayValue(each, currencyOf(change)));
    return `${change.entity_name} ${sayField(change.field)} ${before} → ${after}${relative}`;
  });
}
