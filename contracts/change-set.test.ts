import { describe, expect, it } from 'vitest';
import {
  appliedChangeSchema,
  changeSchema,
  changeSetSchema,
  guardrailFactsSchema,
  intentStateSchema,
  plannedChangeSchema,
  receiptSchema,
} from './change-set.ts';

const change = {
  platform: 'meta_ads',
  account_id: 'act_1',
  campaign_id: '1',
  entity_type: 'campaign',
  entity_id: '1',
  entity_name: 'Spring Sale',
  field: 'daily_budget_minor',
  before: 40_000,
  after: 46_000,
  change_pct: 15,
  money_moved_minor: 6_000,
};
const set = { changes: [change], currency: 'USD', total_change_minor: 6_000, max_change_pct: 15, change_count: 1 };
const facts = {
  budget_change_pct_window: 15,
  bid_change_pct_window: null,
  total_change_window_minor: 6_000,
  changes_today: 1,
  hours_since_last_change: null,
  spend_minor: 120_000,
  conversions: 31.5,
  in_learning: false,
};
const planned = { change_set: set, plan_digest: 'a'.repeat(64), facts, changes_anything: true };
const receipt = {
  receipt_id: '00000000-0000-4000-8000-000000000001',
  change,
  state: 'verified',
  settled_by: 'answer_and_read_back',
  platform_request_id: null,
  applied_at: '2026-01-31T09:00:00Z',
};

describe('a planned change', () => {
  it('is what a write action hands on, unchanged', () => {
    expect(changeSetSchema.parse(set)).toEqual(set);
    expect(plannedChangeSchema.parse(planned)).toEqual(planned);
    expect(
      changeSchema.parse({ ...change, field: 'status', before: 'active', after: 'paused', change_pct: null }).after,
    ).toBe('paused');
    expect(changeSchema.parse({ ...change, before: null }).before).toBeNull();
  });

  it.each([
    ['a field that nothing may write', { field: 'name' }, 'field'],
    ['an entity that is none', { entity_type: 'account' }, 'entity_type'],
    ['half a cent', { after: 46_000.5 }, 'after'],
    ['a change of yes or no', { after: true }, 'after'],
    ['money that moves backwards', { money_moved_minor: -1 }, 'money_moved_minor'],
    ['a per cent that is no number', { change_pct: Number.NaN }, 'change_pct'],
    ['no account', { account_id: undefined }, 'account_id'],
    ['an id as a number, which loses digits', { entity_id: 1 }, 'entity_id'],
  ])('%s is refused', (_, part, path) => {
    const parsed = changeSchema.safeParse({ ...change, ...part });
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it.each([
    ['a set of nothing', { changes: [] }],
    ['a currency in small letters', { currency: 'usd' }],
    ['a currency of four letters', { currency: 'USDT' }],
    ['a fraction of a minor unit', { total_change_minor: 0.5 }],
    ['half a change', { change_count: 0.5 }],
  ])('%s is refused', (_, part) => {
    expect(changeSetSchema.safeParse({ ...set, ...part }).success).toBe(false);
  });

  it.each([
    ['63 characters', 'a'.repeat(63)],
    ['65 characters', 'a'.repeat(65)],
    ['capitals', 'A'.repeat(64)],
    ['a letter that is no digit', `${'a'.repeat(63)}g`],
    ['a new line at the end', `${'a'.repeat(64)}\n`],
    ['nothing', ''],
  ])('a digest of %s is refused', (_, plan_digest) => {
    expect(plannedChangeSchema.safeParse({ ...planned, plan_digest }).success).toBe(false);
  });
});

describe('facts for guardrails', () => {
  it('each may be null, which blocks, but none may be left out, except what is earned', () => {
    for (const name of Object.keys(facts)) {
      expect(guardrailFactsSchema.safeParse({ ...facts, [name]: null }).success, name).toBe(true);
      expect(guardrailFactsSchema.safeParse({ ...facts, [name]: undefined }).success, name).toBe(false);
    }
    expect(guardrailFactsSchema.parse({ ...facts, autonomy_earned: true }).autonomy_earned).toBe(true);
    expect(guardrailFactsSchema.parse(facts).autonomy_earned).toBeUndefined();
  });
});

describe('proof that a change was applied', () => {
  it('says how it is known', () => {
    const applied = { applied: true, change_set: set, change_set_id: receipt.receipt_id, receipts: [receipt] };
    expect(appliedChangeSchema.parse(applied)).toEqual(applied);
    expect(receiptSchema.safeParse({ ...receipt, settled_by: 'hope' }).success).toBe(false);
    expect(receiptSchema.safeParse({ ...receipt, applied_at: 'yesterday' }).success).toBe(false);
    expect(receiptSchema.safeParse({ ...receipt, receipt_id: '1' }).success).toBe(false);
  });

  it('when nothing was applied there is neither a set nor a receipt to show', () => {
    const nothing = { applied: false, change_set: null, change_set_id: null, receipts: [] };
    expect(appliedChangeSchema.parse(nothing)).toEqual(nothing);
  });

  it('a write has six states, from meant to settled', () => {
    expect(intentStateSchema.options).toEqual([
      'intended',
      'armed',
      'applied',
      'verified',
      'not_applied',
      'needs_human',
    ]);
  });
});
