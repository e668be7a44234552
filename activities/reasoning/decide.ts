import type { CampaignContext } from '../../contracts/reasoning/campaign-context.ts';
import type { RootCause } from '../../contracts/recommendation.ts';
import { type Lever, watch } from './actions/lever.ts';
import { leverFor } from './actions/lever-for.ts';
import type { HealthFacts } from './features/health-facts.ts';
import { actConfidence } from './thresholds.ts';

/** What is chosen, and what would have been if the confidence had been enough. */
export type Decision = { readonly lever: Lever; readonly wanted: Lever; readonly doubtful: boolean };

/** True when a lever changes something, or asks a person to. */
export function acts(lever: Lever): boolean {
  return lever.workflow !== 'Continue Monitoring';
}

/** The lever that answers a cause, or watching where the confidence is under one half. */
export function decide(
  context: Pick<CampaignContext, 'historical_patterns'>,
  facts: HealthFacts,
  { cause, confidence }: { readonly cause: RootCause; readonly confidence: number },
): Decision {
  const wanted = leverFor({ facts, cause, confidence }, context.historical_patterns?.past_effects ?? []);
  const doubtful = acts(wanted) && confidence < actConfidence;
  return { lever: doubtful ? watch(null) : wanted, wanted, doubtful };
}
