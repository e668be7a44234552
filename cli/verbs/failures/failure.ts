import { z } from 'zod';
import { minorPerMajor } from '../../../contracts/money.ts';

/** A group of failures as the commands show it. */
export const failureSchema = z.looseObject({
  fingerprint: z.string(),
  playbook_id: z.string(),
  step_id: z.string(),
  error_code: z.string(),
  title: z.string(),
  likely_cause: z.string(),
  next_action: z.string(),
  runbook: z.string().nullable(),
  last_error: z.string(),
  count: z.int(),
  retrying: z.int(),
  first_seen: z.string(),
  last_seen: z.string(),
  campaigns: z.array(z.string()),
  money_at_risk: z.array(z.object({ currency: z.string(), daily_budget_minor: z.int() })),
  assigned_to_email: z.string().nullable(),
  note: z.string().nullable(),
  admin_url: z.string(),
  temporal_url: z.string().nullable(),
  temporal_command: z.string(),
});
/** A group of failures. */
export type Failure = z.output<typeof failureSchema>;

/** The daily money at risk, such as `1200 USD`. */
export function sayMoney(risks: Failure['money_at_risk']): string {
  return (
    risks.map((risk) => `${risk.daily_budget_minor / minorPerMajor(risk.currency)} ${risk.currency}`).join(', ') || '–'
  );
}

/** The address of a group, or of something to do with it. */
export function pathOf(fingerprint: string, ...rest: readonly string[]): string {
  return ['/v2/failures', encodeURIComponent(fingerprint), ...rest].join('/');
}
