import type { CouncilOwner } from '../../../../contracts/council.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../../contracts/recommendation.ts';
import { validate } from '../../../reasoning/index.ts';
import { analysisOf } from './analysis-of.ts';
import { type ProposalDependencies, proposalOf } from './proposal-of.ts';
import { type Review, type ReviewDependencies, review } from './review.ts';
import { word } from './word.ts';

/** A context, and what a person wants different from the usual. */
export type StagesQuestion = {
  readonly context: CampaignContext;
  readonly prompt_version?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly refresh: boolean;
};

/**
 * Analyse, recommend and critique, once more where the first pass asks for it and the time allows it; then validate and word.
 * The review itself says when it is enough, so this ends after two passes. Throws CAMPAIGN_DATA_MISSING.
 */
export async function reasonInStages(
  deps: ReviewDependencies & ProposalDependencies,
  question: StagesQuestion,
  owner: CouncilOwner,
): Promise<Recommendation> {
  const { context } = question;
  const common = { ...question, started_at: deps.clock.now().toISOString() };
  const calibration = await deps.record.calibration();
  let last: Review | null = null;
  while (last === null || last.regenerate) {
    const iteration: number = last?.iteration_count ?? 0;
    const analysis = analysisOf(context, { iteration, calibration });
    const recommendation = await proposalOf(deps, context, analysis, { iteration });
    last = await review(deps, { ...common, analysis, recommendation, iteration }, owner);
  }
  const recommendation = { ...last.recommendation, validation: validate(context, last.recommendation) };
  const campaign_name = context.campaign_metrics?.campaign_name ?? context.campaign_id;
  return word(deps, { ...common, campaign_name, recommendation }, owner);
}
