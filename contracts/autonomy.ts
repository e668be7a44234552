import { z } from 'zod';
import { riskLevelSchema, workflowTypeSchema } from './recommendation.ts';

/** The rule of graduated autonomy. Rates and confidences are 0–1, every comparison is strict, samples are at least so many. */
export const autonomyRule = {
  acceptance_above: 0.85,
  positive_impact_above: 0.9,
  confidence_above: 0.85,
  risk_level: 'low',
  window_days: 28,
  decided_at_least: 20,
  outcomes_at_least: 10,
} as const;

/** The work that trust is earned for: one playbook recommending one workflow at one risk on one account. */
export const scenarioSchema = z.object({
  playbook_id: z.string().min(1).max(200),
  workflow_type: workflowTypeSchema,
  risk_level: riskLevelSchema,
  ad_account_id: z.uuid().nullable().describe('null: every account together'),
});
/** The work that trust is earned for. */
export type Scenario = z.infer<typeof scenarioSchema>;

/**
 * What the ledger says of a scenario over the window. Automatic approvals are counted apart: they are in no other figure
 * but `measured` and `improved`, which tell of what was done, whoever said yes.
 */
export const scenarioRecordSchema = z.object({
  decided: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  auto_approved: z.int().nonnegative(),
  measured: z.int().nonnegative(),
  improved: z.int().nonnegative(),
});
/** What the ledger says of a scenario. */
export type ScenarioRecord = z.infer<typeof scenarioRecordSchema>;

/** A condition that does not hold, with the value that was found and the one that is wanted. */
export const unmetConditionSchema = z.object({
  condition: z.enum([
    'decided',
    'outcomes',
    'acceptance',
    'positive_impact',
    'confidence',
    'risk_level',
    'degraded',
    'uncritiqued',
    'dissent',
    'validation',
    'rollout_stage',
    'playbook_autonomy',
    'campaign_autonomy',
  ]),
  found: z.union([z.number(), z.string(), z.null()]),
  wanted: z.string(),
});
/** A condition that does not hold. */
export type UnmetCondition = z.infer<typeof unmetConditionSchema>;

/** A share; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Which conditions on the record of a scenario do not hold; none means that it has earned autonomy. */
export function unmetByRecord(record: ScenarioRecord): UnmetCondition[] {
  const { acceptance_above, positive_impact_above, decided_at_least, outcomes_at_least } = autonomyRule;
  const acceptance = shareOf(record.accepted, record.decided);
  const impact = shareOf(record.improved, record.measured);
  return [
    ...unless(record.decided >= decided_at_least, 'decided', record.decided, `at least ${decided_at_least}`),
    ...unless(record.measured >= outcomes_at_least, 'outcomes', record.measured, `at least ${outcomes_at_least}`),
    ...unless(above(acceptance, acceptance_above), 'acceptance', acceptance, `above ${acceptance_above}`),
    ...unless(above(impact, positive_impact_above), 'positive_impact', impact, `above ${positive_impact_above}`),
  ];
}

/** What matters of one recommendation for approving it without asking. */
export type AutonomyCase = {
  readonly confidence: number;
  readonly risk_level: string | null;
  readonly degraded: boolean;
  /** True when the rules, or a model, have looked for faults; false when nobody has. */
  readonly critiqued: boolean;
  readonly satisfactory: boolean;
  readonly dissented: boolean;
  readonly validation_passed: boolean | null;
};

/** Which conditions on one recommendation do not hold; one that nobody has criticised is never approved without asking. */
export function unmetByCase(found: AutonomyCase): UnmetCondition[] {
  const { confidence_above, risk_level } = autonomyRule;
  return [
    ...unless(above(found.confidence, confidence_above), 'confidence', found.confidence, `above ${confidence_above}`),
    ...unless(found.risk_level === risk_level, 'risk_level', found.risk_level, risk_level),
    ...unless(!found.degraded, 'degraded', 'degraded', 'all parts of the reasoning worked'),
    ...unless(found.critiqued && found.satisfactory, 'uncritiqued', null, 'criticised and found satisfactory'),
    ...unless(!found.dissented, 'dissent', 'dissent', 'no dissent'),
    ...unless(found.validation_passed === true, 'validation', null, 'validation passed'),
  ];
}

function above(value: number | null, limit: number): boolean {
  return value !== null && value > limit;
}

function unless(
  holds: boolean,
  condition: UnmetCondition['condition'],
  found: UnmetCondition['found'],
  wanted: string,
): UnmetCondition[] {
  return holds ? [] : [{ condition, found, wanted }];
}

/** A permission to decide without asking, as a person gave it. `ended_by_email` is null when it was lost by rule. */
export const autonomyGrantSchema = scenarioSchema.extend({
  grant_id: z.uuid(),
  granted_by_email: z.string(),
  granted_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
  ended_by_email: z.string().nullable(),
  ended_reason: z.string().nullable(),
});

/** A scenario with its record, what is missing, and whether a person has switched it on. */
export const scenarioStandingSchema = scenarioSchema.extend({
  record: scenarioRecordSchema,
  acceptance_rate: z.number().nullable(),
  positive_impact_rate: z.number().nullable(),
  earned: z.boolean(),
  unmet: z.array(unmetConditionSchema),
  grant_id: z.uuid().nullable(),
});
/** A scenario with its record. */
export type ScenarioStanding = z.infer<typeof scenarioStandingSchema>;
