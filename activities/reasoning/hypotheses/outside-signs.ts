import type { HealthFacts } from '../features/health-facts.ts';
import { fullBudget, significantPct } from '../thresholds.ts';
import { moneyText } from '../wording/amount.ts';
import { movedSentence } from '../wording/moved.ts';
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
      statement:
        used === null
          ? 'How much of the daily budget is spent is not known.'
          : `A full day spends ${shown(used * 100, ' %')} of the daily budget.`,
    }),
    under_target: plainSign('under_target', cpa === null || target_cpa === null ? null : cpa < target_cpa, {
      ...{ metric: 'cpa', value: cpa, baseline: target_cpa, source: 'campaign_metrics' },
      statement: `CPA is ${moneyText(cpa, facts.currency)}, its target ${moneyText(target_cpa, facts.currency)}.`,
    }),
    recurring: plainSign('recurring', recurrence !== null, {
      ...{ metric: 'cpa', change_pct: recurrence?.typical_change_pct ?? null, source: 'historical_patterns' },
      statement:
        recurrence === null
          ? 'The same change was not seen before at this time of the week, month or year.'
          : `The same change came in ${recurrence.seen} of the last ${recurrence.of} periods of ${recurrence.period_days} days.`,
    }),
    echo: plainSign('echo', facts.echo_pct === null ? null : facts.echo_pct < -significantPct, {
      ...{ metric: 'conversion_rate', change_pct: facts.echo_pct, source: 'campaign_metrics' },
      statement:
        facts.echo_pct === null
          ? 'Whether the conversion rate was as low four weeks ago is not known.'
          : `Four weeks ago the conversion rate was ${shown(Math.abs(facts.echo_pct), ' %')} ${facts.echo_pct < 0 ? 'lower' : 'higher'} than in the weeks since.`,
    }),
    event_now: plainSign('event_now', adverse.length > 0, {
      ...{ metric: 'calendar_events', value: adverse.length, source: 'calendar_events' },
      statement:
        adverse.length === 0
          ? 'The calendar has no event in these days.'
          : `The calendar has ${adverse.length} event${adverse.length === 1 ? '' : 's'} in these days.`,
    }),
    industry_alike: plainSign('industry_alike', alike, {
      ...{ metric: 'industry_cpa', change_pct: industry, source: 'historical_patterns' },
      statement: movedSentence('CPA of the whole industry', industry),
    }),
  };
}
