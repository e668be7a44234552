import type { Recommendation } from '../../../../contracts/recommendation.ts';
import { degradedBy } from './degraded-by.ts';
import type { WordingDraft } from './draft-wording.ts';
import { factsOf } from './facts-of.ts';
import { lowered } from './lower-confidence.ts';
import { matterOf } from './matter-of.ts';

/**
 * Puts a draft in the place of the deterministic reasoning, when it words exactly these facts; otherwise, and where there is no
 * usable draft, the deterministic text stands and the recommendation is degraded. Nothing but the reasoning, the claims, the
 * citations and the doubts is ever taken from a draft. Pure.
 */
export function word(campaign_name: string, recommendation: Recommendation, draft: WordingDraft): Recommendation {
  if (draft.status === 'silent') return recommendation;
  if (draft.status === 'refused') return degradedBy(recommendation, [draft.reason]);
  if (draft.matter !== matterOf(factsOf(campaign_name, recommendation)))
    return degradedBy(recommendation, ['LLM_ANSWER_INVALID: another recommendation was worded']);
  const { reasoning, claims, citations, wording, dissent, prompt_version } = draft;
  const doubted = lowered(recommendation, { issues: [], dissent });
  // A wording that another model finds unfounded is not shown as ours; its doubt is.
  if (wording.verdict === 'disagreed') return degradedBy(doubted, ['another model disagreed with the wording']);
  return {
    ...{ ...doubted, reasoning, claims, citations, wording },
    model_version: `${recommendation.model_version}+${wording.by}`.slice(0, 50),
    prompt_version: prompt_version.slice(0, 50),
  };
}
