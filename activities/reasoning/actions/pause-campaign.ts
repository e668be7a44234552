import type { HealthFacts } from '../features/health-facts.ts';
import { moneyText } from '../wording/amount.ts';
import { type Call, type Lever, recheckHours, type SuccessCriterion, watch } from './lever.ts';
import { conversionWorth, dailySpendOf } from './standing.ts';

const workflow = 'Campaign Pause';
const resumeWhen = 'a test conversion on the landing page is reported again';
/** A conversion rate that is back to this share of what it was counts as mended. */
const mended = 0.8;

/** What web analytics counts in a week is that of seven full days. */
const week = 7;

/**
 * What a day earns at what web analytics still counts, major units, while the platform’s counting is broken; null where that is
 * not so, or where spend or anything like a target is not known. Above zero a pause loses more than it saves.
 */
export function earnsUncounted({ facts }: Pick<Call, 'facts'>): number | null {
  const { independent_count: counted } = facts;
  const spend = dailySpendOf({ facts });
  const worth = conversionWorth(facts);
  if (counted?.says !== 'apart' || spend === null || worth === null) return null;
  // A page that does not answer now, or ads that may not be shown, sell nothing from now on whatever was sold this week.
  const disapproved = facts.creatives.length > 0 && facts.creatives.every((each) => each.disapproved);
  if (facts.site?.landing_page_ok === false || disapproved) return null;
  return (counted.conversions / week) * worth - spend;
}

/**
 * Stops the spend until conversions are counted again. A protected campaign is not paused, nor one that does not run, nor one
 * that web analytics says goes on selling for more than it spends: there the tag is mended while it runs.
 */
export function pauseCampaign({ facts }: Call): Lever {
  const { constraints, campaign_id, currency } = facts;
  if (constraints?.protected === true) return watch('The campaign is protected: no recommendation pauses it.');
  const status = constraints?.status?.toLowerCase() ?? 'active';
  if (status !== 'active' && status !== 'enabled') return watch('The campaign does not run at present.');
  const spend = dailySpendOf({ facts });
  const earned = earnsUncounted({ facts });
  if (earned !== null && earned > 0) return mendWhileItRuns(facts, earned);
  const known = constraints != null;
  return {
    workflow,
    action: known
      ? { kind: 'pause', campaign_id, resume_when: resumeWhen }
      : { kind: 'none', recheck_after_hours: recheckHours },
    advice: known ? null : { workflow, campaign_id, resume_when: resumeWhen },
    ...{ expected_effect: null, risk_level: 'medium' },
    risk_factors: [
      'If only the tracking is broken, real sales are lost while the campaign is paused.',
      ...(spend === null ? [] : [`About ${moneyText(spend, currency)} a day are saved until it is mended.`]),
    ],
    success_criteria: [countedAgain(facts)],
    held_back: null,
  };
}

function countedAgain({ metrics }: HealthFacts): SuccessCriterion {
  return {
    ...{ metric: 'conversion_rate', comparator: 'above', value: (metrics.conversion_rate.before ?? 0) * mended },
    ...{ tolerance_pct: null, within_days: 3, primary: true },
  };
}

function mendWhileItRuns(facts: HealthFacts, earned: number): Lever {
  const { independent_count: counted, currency } = facts;
  const sold = `${counted?.source ?? 'web analytics'} counted ${counted?.conversions ?? 0} conversions in the last 7 full days`;
  return {
    ...watch(
      `Not paused: ${sold}, so it goes on selling, and a pause would lose about ${moneyText(earned, currency)} a day. Mend the conversion tag, and let the campaign run.`,
    ),
    risk_factors: ['Until the tag is mended, the platform sets its bids by a wrong count.'],
    success_criteria: [countedAgain(facts)],
  };
}
