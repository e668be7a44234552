import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../../contracts/recommendation.ts';
import { type Analysis, type AnomalyReport, recommend } from '../../../reasoning/index.ts';
import type { OutcomeRecord } from './outcome-record.ts';

/** What the proposal works with. */
export type ProposalDependencies = { readonly clock: { now(): Date }; readonly record: OutcomeRecord };

/** The recommendation of one pass, counted from 0, with how often it was right when it was that sure. */
export async function proposalOf(
  deps: ProposalDependencies,
  context: CampaignContext,
  analysis: Analysis,
  pass: { readonly iteration: number; readonly anomalies?: AnomalyReport | null | undefined },
): Promise<Recommendation> {
  const { iteration, anomalies = null } = pass;
  const calibration = await deps.record.calibration();
  const made = recommend(context, analysis, { iteration, calibration, anomalies });
  return {
    ...made,
    campaign_id: context.campaign_id,
    generated_at: deps.clock.now().toISOString(),
    confidence_record: (await deps.record.rightWhen(made.confidence)) ?? made.confidence_record,
  };
}
