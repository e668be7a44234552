import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { CheckResult, Recommendation } from '../../../../contracts/recommendation.ts';
import { type Analysis, type AnomalyReport, recommend } from '../../../reasoning/index.ts';
import type { OutcomeRecord } from './outcome-record.ts';

/** What the proposal works with. */
export type ProposalDependencies = { readonly clock: { now(): Date }; readonly record: OutcomeRecord };

/**
 * The recommendation of one pass, counted from 0, with how often it was right when it was that sure. What was found wrong in
 * the pass before stands in it; the engine reads none of that, as some of it was said by a model.
 */
export async function proposalOf(
  deps: ProposalDependencies,
  context: CampaignContext,
  analysis: Analysis,
  pass: {
    readonly iteration: number;
    readonly anomalies?: AnomalyReport | null | undefined;
    readonly critique?: readonly CheckResult[] | null | undefined;
  },
): Promise<Recommendation> {
  const { iteration, anomalies = null, critique } = pass;
  const calibration = await deps.record.calibration();
  const made = recommend(context, analysis, { iteration, calibration, anomalies });
  return {
    ...made,
    campaign_id: context.campaign_id,
    generated_at: deps.clock.now().toISOString(),
    ...(critique == null ? {} : { critique: { ...unreviewed, first_pass: findingsOf(critique) } }),
    confidence_record: (await deps.record.rightWhen(made.confidence)) ?? made.confidence_record,
  };
}

const unreviewed = { satisfactory: false, issues: [], strengths: [], by: [] };

/** Findings in words, the worst first as they were found. */
export function findingsOf(critique: readonly CheckResult[]): string[] {
  return critique.map(({ severity, issue, suggestion }) => `${severity}: ${issue} ${suggestion}`.trim());
}
