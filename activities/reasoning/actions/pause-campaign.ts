import { amountText } from '../wording/amount.ts';
import { type Call, type Lever, recheckHours, watch } from './lever.ts';

const workflow = 'Campaign Pause';
const resumeWhen = 'a test conversion on the landing page is reported again';
/** A conversion rate that is back to this share of what it was counts as mended. */
const mended = 0.8;

/** What a day costs, major units; null when it is not known. */
export function dailySpendOf({ facts }: Pick<Call, 'facts'>): number | null {
  const { current, metrics, daily_budget } = facts;
  if (current !== null) return current.spend / Math.max(1, current.days);
  return metrics.spend.value === null ? daily_budget : metrics.spend.value / 7;
}

/** Stops the spend until conversions are counted again. A protected campaign is not paused, nor one that does not run. */
export function pauseCampaign({ facts }: Call): Lever {
  const { constraints, campaign_id, currency } = facts;
  if (constraints?.protected === true) return watch('The campaign is protected and is not paused by a recommendation.');
  const status = constraints?.status?.toLowerCase() ?? 'active';
  if (status !== 'active' && status !== 'enabled') return watch('The campaign does not run at present.');
  const spend = dailySpendOf({ facts });
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
      ...(spend === null ? [] : [`Saves about ${amountText(spend, currency)} ${currency} a day until it is mended.`]),
    ],
    success_criteria: [
      {
        ...{
          metric: 'conversion_rate',
          comparator: 'above',
          value: (facts.metrics.conversion_rate.before ?? 0) * mended,
        },
        ...{ tolerance_pct: null, within_days: 3, primary: true },
      },
    ],
    held_back: null,
  };
}
