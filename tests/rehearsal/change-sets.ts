import type { ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';

/** Facts under which no guardrail has anything to say. */
export const quietFacts: GuardrailFacts = {
  budget_change_pct_window: 0,
  bid_change_pct_window: 0,
  total_change_window_minor: 0,
  changes_today: 1,
  hours_since_last_change: null,
  spend_minor: 100_000,
  conversions: 50,
  in_learning: false,
};

/** One change of one campaign's daily budget. */
export function changeSetOf(before: number, after: number, campaign_id: string): ChangeSet {
  const change_pct = ((after - before) / before) * 100;
  const money_moved_minor = Math.abs(after - before);
  const change = {
    ...{ platform: 'rehearsal', account_id: 'a1', campaign_id, entity_id: campaign_id, entity_name: 'Spring' },
    ...{ entity_type: 'campaign' as const, field: 'daily_budget_minor' as const, before, after, change_pct },
    money_moved_minor,
  };
  const max_change_pct = Math.abs(change_pct);
  return { changes: [change], currency: 'USD', total_change_minor: money_moved_minor, max_change_pct, change_count: 1 };
}
