import type { CouncilOwner } from '../../../../contracts/council.ts';
import type { CampaignContext } from '../../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../../contracts/recommendation.ts';
import { validate } from '../../../reasoning/index.ts';
import { analysisOf } from './analysis-of.ts';
import { draftWording, type WordingDraft } from './draft-wording.ts';
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
 * Analyse and recommend, then review and word side by side, once more where the first pass asks for it and the time allows it;
 * then validate. The wording rests on facts that no review changes.
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
  const campaign_name = context.campaign_metrics?.campaign_name ?? context.campaign_id;
  const pass = async (before: Pass | null): Promise<Pass> => {
    const iteration = before?.reviewed.iteration_count ?? 0;
    const analysis = analysisOf(context, { iteration, calibration });
    const recommendation = await proposalOf(deps, context, analysis, { iteration, critique: before?.reviewed.issues });
    const [reviewed, draft] = await Promise.all([
      review(deps, { ...common, analysis, recommendation, iteration, earlier: before?.reviewed.voice }, owner),
      draftWording(deps, { ...common, campaign_name, recommendation, earlier: before?.draft }, owner),
    ]);
    return { reviewed, draft };
  };
  let last = await pass(null);
  while (last.reviewed.regenerate) last = await pass(last);
  const { recommendation } = last.reviewed;
  return word(campaign_name, { ...recommendation, validation: validate(context, recommendation) }, last.draft);
}

/** What one pass leaves behind. */
type Pass = { readonly reviewed: Review; readonly draft: WordingDraft };
