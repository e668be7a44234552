import { expect, it } from 'vitest';
import { guardrailFactsSchema } from '../../../contracts/change-set.ts';
import { describeFacts } from './guardrail-facts.ts';

it('writes every fact of the contract in words and units', () => {
  const facts = guardrailFactsSchema.parse({
    budget_change_pct_window: 0,
    bid_change_pct_window: 15,
    total_change_window_minor: 12_000,
    changes_today: 1,
    hours_since_last_change: 26,
    spend_minor: 280_050,
    conversions: 62,
    in_learning: false,
  });
  expect(describeFacts(facts, 'USD').map(({ value }) => value)).toEqual([
    '0\u00a0%',
    '+15\u00a0%',
    '$120',
    '1',
    '1 d 2 h',
    '$2,800.50',
    '62',
    'no',
  ]);
});

it('says when a fact is not known instead of showing a zero', () => {
  const [spend, last] = describeFacts({ spend_minor: null, hours_since_last_change: null }, 'USD');
  expect(spend?.value).toBe('not known');
  expect(last?.value).toBe('never changed');
});

it('still names a fact that it has never met', () => {
  expect(describeFacts({ in_holiday_season: true, region: 'EU' }, 'USD')).toEqual([
    { name: 'In holiday season', value: 'yes' },
    { name: 'Region', value: 'EU' },
  ]);
});
