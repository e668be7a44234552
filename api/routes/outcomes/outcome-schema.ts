import { z } from 'zod';
import type { OutcomeListRow } from '../../../db/queries/outcomes-list.ts';
import { anyJson, moment } from '../../operation/paging.ts';

/** What a change brought, as every answer tells it. `*_pct` 25 means 25 %; null where it is not known. */
export const outcomeSchema = z.object({
  outcome_id: z.uuid(),
  recommendation_id: z.uuid().nullable(),
  execution_id: z.uuid(),
  change_set_id: z.uuid().nullable().describe('null when it is about everything that the execution changed'),
  campaign_id: z.string(),
  metric: z.string(),
  direction: z.string(),
  window_seconds: z.int(),
  minimum_effect_pct: z.number().describe('a smaller effect counts as none'),
  measure_at: moment.describe('when the platform has counted everything, and it can be measured'),
  status: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  counterfactual: z.number().nullable().describe('what it would have been without the change'),
  effect_pct: z.number().nullable(),
  low_pct: z.number().nullable(),
  high_pct: z.number().nullable(),
  interval_level: z.number().describe('the share of cases in which low to high holds the truth'),
  verdict: z.string().nullable(),
  reason: z.string().nullable().describe('why it is inconclusive, such as what confounds it'),
  method: z.string().nullable(),
  evidence: z.record(z.string(), anyJson).nullable(),
  promise_kept: z.boolean().nullable(),
  rollback_execution_id: z.uuid().nullable().describe('the execution that asks whether to take the change back'),
  measured_at: moment.nullable(),
});

/** The same in a list of outcomes. */
export const listedOutcomeSchema = outcomeSchema.extend({
  campaign_name: z.string().nullable(),
  playbook_id: z.string(),
});

/** A row as the API answers it. */
export function toOutcome(row: OutcomeListRow): z.infer<typeof listedOutcomeSchema> {
  return {
    ...row,
    measure_at: row.measure_at.toISOString(),
    measured_at: row.measured_at?.toISOString() ?? null,
    reason: reasonOf(row.evidence),
  };
}

/** The reason that stands in the evidence. */
export function reasonOf(evidence: OutcomeListRow['evidence']): string | null {
  return typeof evidence?.reason === 'string' ? evidence.reason : null;
}
