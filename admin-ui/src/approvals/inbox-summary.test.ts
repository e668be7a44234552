import { expect, it } from 'vitest';
import { recommendationViewSchema } from '../recommendations/recommendation-view.ts';
import { approvalViewSchema } from './approval-view.ts';
import { neighbour, nextAfter, rangeOf, summarizeInbox } from './inbox-summary.ts';

const now = Date.parse('2026-03-01T00:00:00Z');
const approval = (id: string, currency: string, total_change_minor: number, expires_at: string) =>
  approvalViewSchema.parse({
    approval_id: id,
    execution_id: 'e',
    status: 'pending',
    plan_digest: 'd',
    expires_at,
    change_set: { changes: [], currency, total_change_minor },
  });

it('adds money up per currency and names the nearest deadline', () => {
  const waiting = [
    approval('1', 'USD', 6_000, '2026-03-03T00:00:00Z'),
    approval('2', 'JPY', 500, '2026-03-01T03:00:00Z'),
    approval('3', 'USD', 1_050, '2026-03-02T00:00:00Z'),
  ];
  expect(summarizeInbox(waiting, now)).toBe(
    '3 decisions wait · $70.50 and ¥500 a day would move · the first: 3 h left',
  );
  expect(summarizeInbox([approval('1', 'USD', 0, '2026-03-01T03:00:00Z')], now)).toBe(
    '1 decision waits · the first: 3 h left',
  );
  expect(summarizeInbox([], now)).toBe('Nothing waits for you.');
});

it('adds up what waiting costs, per currency, without cents', () => {
  const costing = (currency: string, daily_cost_of_waiting_minor: number | null) => ({
    ...approval('1', currency, 0, '2026-03-01T03:00:00Z'),
    recommendation: recommendationViewSchema.parse({
      recommended_workflow: 'Bid Adjustment',
      specific_action: 'Raise the bid.',
      expected_effect: null,
      daily_cost_of_waiting_minor,
    }),
  });
  const waiting = [costing('USD', 10_928), costing('USD', 6_905), costing('EUR', 2_000), costing('USD', null)];
  expect(summarizeInbox(waiting, now)).toBe(
    '4 decisions wait · waiting costs about $178 and €20 a day · the first: 3 h left',
  );
});

const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

it('moves through the list and stops at its ends', () => {
  expect(neighbour(items, null, 1)).toBe('a');
  expect(neighbour(items, 'a', 1)).toBe('b');
  expect(neighbour(items, 'c', 1)).toBe('c');
  expect(neighbour(items, 'a', -1)).toBe('a');
  expect(neighbour(items, 'gone', 1)).toBe('a');
  expect(neighbour([], 'a', 1)).toBeNull();
});

it('moves on after a decision, up when there is nothing below', () => {
  expect(nextAfter(items, 'a')).toBe('b');
  expect(nextAfter(items, 'c')).toBe('b');
  expect(nextAfter([{ id: 'a' }], 'a')).toBeNull();
});

it('a range goes either way, and is one item where it has no beginning', () => {
  const ids = ['a', 'b', 'c', 'd'];
  expect(rangeOf(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(rangeOf(ids, 'c', 'a')).toEqual(['a', 'b', 'c']);
  expect(rangeOf(ids, null, 'c')).toEqual(['c']);
  expect(rangeOf(ids, 'gone', 'c')).toEqual(['c']);
});
