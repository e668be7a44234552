import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import { analysisOf, groundsOf } from './diagnosis/analyse.ts';
import type { Analysis } from './diagnosis/analysis.ts';
import { type RecommendOptions, recommendOn } from './recommend.ts';

/** What reasoning about a context gives. */
export type Reasoned = {
  readonly analysis: Analysis;
  readonly hypotheses: Recommendation['hypotheses'];
  readonly recommendation: Recommendation;
};

/**
 * From a context to a recommendation: the whole deterministic core in one call. Equal contexts and options give equal
 * answers, in whatever order the lists of the context come. No clock, no I/O; a few milliseconds.
 */
export function reason(context: CampaignContext, options: RecommendOptions = {}): Reasoned {
  const looked = options.at === undefined || context.at != null ? context : { ...context, at: options.at };
  const grounds = groundsOf(looked);
  const analysis = analysisOf(grounds, options);
  const recommendation = recommendOn(looked, grounds, analysis, options);
  return { analysis, hypotheses: analysis.hypotheses, recommendation };
}
