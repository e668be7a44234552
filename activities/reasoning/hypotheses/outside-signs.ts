import type { HealthFacts } from '../features/health-facts.ts';
import { fullBudget, significantPct } from '../thresholds.ts';
import { plainSign, shown } from './sign.ts';

/** The signs of budget and target, of cycles, calendars and the industry. */
export function outsideSigns(facts: HealthFacts) {
  const { recurrence, events, industry_cpa_change_pct: industry, budget_utilization: used, target_cpa } = facts;
  const { value: cpa, change_pct } = facts.metrics.cpa;
  const adverse = events.filter((event) => (event.expected_cpa_change_pct ?? 1) > 0);
  const alike =
    industry === null || change_pct === null || change_pct <= significantPct ? null : industry > change_pct / 2;
  return {
    full_budget: plainSign('full_budget', used === null ? null : used > fullBudget, {
      ...{ metric: 'budget_utilization', value: used, baseline: fullBudget, source: 'campaign_metrics' },
      statement: `Spend of a full day is ${shown(used === null ? null : used * 100, ' %')} of the daily budget.`,
      flips_if: `the campaign spent more than ${fullBudget * 100} % of its daily budget`,
    }),
    under_target: plainSign('under_target', cpa === null || target_cpa === null ? null : cpa < target_cpa, {
      ...{ metric: 'cpa', value: cpa, baseline: target_cpa, source: 'campaign_metrics' },
      statement: `CPA is ${shown(cpa)} against a target of ${shown(target_cpa)}.`,
      flips_if: 'CPA were under its target',
    }),
    recurring: plainSign('recurring', recurrence !== null, {
      ...{ metric: 'cpa', change_pct: recurrence?.typical_change_pct ?? null, source: 'historical_patterns' },
      statement:
        recurrence === null
          ? 'No earlier round of a cycle shows the same change.'
          : `The same change was there in ${recurrence.seen} of ${recurrence.of} earlier rounds of ${recurrence.period_days} days.`,
      flips_if: 'the same change had been there in at least four of five earlier rounds',
    }),
    echo: plainSign('echo', facts.echo_pct === null ? null : facts.echo_pct < -significantPct, {
      ...{ metric: 'conversion_rate', change_pct: facts.echo_pct, source: 'campaign_metrics' },
      statement: `Four weeks ago the conversion rate stood ${shown(facts.echo_pct, ' %')} from the weeks between then and now.`,
      flips_if: 'the conversion rate had been as low four weeks ago',
    }),
    event_now: plainSign('event_now', adverse.length > 0, {
      ...{ metric: 'calendar_events', value: adverse.length, source: 'calendar_events' },
      statement:
        adverse.length === 0
          ? 'The calendar knows of no event.'
          : `The calendar has ${adverse.length} event${adverse.length === 1 ? '' : 's'} in these days.`,
      flips_if: 'the calendar had an event in these days that raises costs',
    }),
    industry_alike: plainSign('industry_alike', alike, {
      ...{ metric: 'industry_cpa', change_pct: industry, source: 'historical_patterns' },
      statement: `CPA of the whole industry changed by ${shown(industry, ' %')}.`,
      flips_if: 'the whole industry had become dearer by at least half as much',
    }),
  };
}
