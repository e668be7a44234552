import { z } from 'zod';
import { type CampaignContext, campaignContextSchema } from './reasoning/campaign-context.ts';
import { rootCauseSchema, type WorkflowType, workflowTypeSchema } from './recommendation.ts';

/** A case in which it is known what the right answer was: what was seen, what a person chose, and what came of it. */
export const goldenExampleSchema = z.object({
  example_id: z.string().min(1),
  campaign_id: z.string().min(1),
  campaign_name: z.string().min(1),
  context: campaignContextSchema,
  human_decision: workflowTypeSchema,
  human_reasoning: z.string().nullable(),
  /** How clear-cut it was, 0–1. */
  confidence: z.number().min(0).max(1),
  outcome: z
    .looseObject({
      success: z.boolean().nullish(),
      cpa_change_pct: z.number().nullish(),
      improvement_pct: z.number().nullish(),
    })
    .nullable(),
  decision_date: z.iso.datetime({ offset: true }),
  decided_by: z.string().nullable(),
  tags: z.array(z.string()),
  /** The cause, where it is known besides the decision. */
  cause: rootCauseSchema.nullable().default(null),
});
/** A case in which the right answer is known. */
export type GoldenExample = z.infer<typeof goldenExampleSchema>;

/** A rise of CPA, percent, and of competitors’ activity above which a case is tagged; not the limits of diagnosis. */
const taggedRises = { cpa_change_pct: 20, activity_change_pct: 30 } as const;

/** `Bid Adjustment` as the machine writes it: `bid_adjustment`. */
export function workflowTag(workflow: WorkflowType): string {
  return workflow.toLowerCase().replaceAll(' ', '_');
}

/** What to find a case by. A part of the context that is not there gives no tag, and no error. */
export function tagsOf(example: {
  readonly context: Pick<CampaignContext, 'campaign_metrics' | 'competitor_signals' | 'creative_metrics'>;
  readonly human_decision: WorkflowType;
}): string[] {
  const { campaign_metrics, competitor_signals, creative_metrics } = example.context;
  return [
    ...((campaign_metrics?.cpa_change_pct ?? 0) > taggedRises.cpa_change_pct ? ['high_cpa_increase'] : []),
    ...((competitor_signals?.activity_change_pct ?? 0) > taggedRises.activity_change_pct
      ? ['competitive_pressure']
      : []),
    ...(creative_metrics.some((creative) => creative.is_fatigued === true) ? ['creative_fatigue'] : []),
    `action_${workflowTag(example.human_decision)}`,
  ];
}

/** How clear-cut a case was by what came of it: 0.9 above 15 % of improvement, 0.7 above 5 %, otherwise 0.5. */
export function clarityOf(outcome: {
  readonly success?: boolean | null | undefined;
  readonly improvement_pct?: number | null | undefined;
}): 0.5 | 0.7 | 0.9 {
  const improvement = outcome.success === true ? (outcome.improvement_pct ?? 0) : 0;
  return improvement > 15 ? 0.9 : improvement > 5 ? 0.7 : 0.5;
}
