import type { HealthFacts } from '../features/health-facts.ts';

/** Days over which a step is valued: two weeks, in which whatever starts to learn anew has learned. */
export const horizonDays = 14;
/**
 * What a conversion is worth, in target CPAs: an order brings 2.6 of them, of which 60 % are left after goods and shipping. A
 * campaign at its target therefore earns money, and one at 1.56 times its target earns none.
 */
const worthInTargets = 1.56;

/** How a campaign runs now: a day's spend and conversions, and what a conversion is worth. Money in major units. */
export type Standing = {
  readonly spend: number;
  readonly conversions: number;
  readonly worth: number;
  /** The most that a day may cost; null where no budget is known. */
  readonly daily_budget: number | null;
};

/** What a day costs, major units; null when it is not known. */
export function dailySpendOf({
  facts,
}: {
  readonly facts: Pick<HealthFacts, 'current' | 'metrics' | 'daily_budget'>;
}): number | null {
  const { current, metrics, daily_budget } = facts;
  if (current !== null) return current.spend / Math.max(1, current.days);
  return metrics.spend.value === null ? daily_budget : metrics.spend.value / 7;
}

/** What a conversion is worth, major units: by the target, else by what one cost the week before; null where neither is known. */
export function conversionWorth({ target_cpa, metrics }: Pick<HealthFacts, 'target_cpa' | 'metrics'>): number | null {
  const target = target_cpa ?? metrics.cpa.before;
  return target === null || target <= 0 ? null : worthInTargets * target;
}

/** What steps are valued on; null where spend, CPA or anything like a target is not known. */
export function standingOf(facts: HealthFacts): Standing | null {
  const spend = dailySpendOf({ facts });
  const { value: cpa } = facts.metrics.cpa;
  const worth = conversionWorth(facts);
  if (spend === null || cpa === null || worth === null || spend <= 0 || cpa <= 0) return null;
  return { spend, conversions: spend / cpa, worth, daily_budget: facts.daily_budget };
}

/** What a day becomes: factors on spend and conversions. */
export type Outlook = { readonly spend: number; readonly conversions: number };

/** What an outlook earns over the horizon against going on as now: conversions at their worth less the spend. Major units. */
export function earningsOf(standing: Standing, outlook: Outlook): number {
  const more = standing.conversions * (outlook.conversions - 1) * standing.worth;
  return horizonDays * (more - standing.spend * (outlook.spend - 1));
}
