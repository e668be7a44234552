import { describe, expect, it } from 'vitest';
import { type ApprovalFacts, approvalCard } from './approval-card.ts';
import type { Change } from './change-set.ts';

const change: Change = {
  ...{ platform: 'meta_ads', account_id: 'a', campaign_id: '1', entity_type: 'campaign', entity_id: '1' },
  ...{ entity_name: 'Spring', field: 'daily_budget_minor', before: 40_000, after: 46_000, change_pct: 15 },
  money_moved_minor: 6_000,
};
const facts = (changes: Change[], currency = 'EUR'): ApprovalFacts => ({
  ...{
    title: 'Raise',
    campaign_name: 'Spring',
    recommendation: null,
    frozen_at: null,
    on_timeout: 'reject',
    quorum: 1,
  },
  change_set: { changes, currency, total_change_minor: 6_000, max_change_pct: 15, change_count: changes.length },
  expires_at: new Date('2026-03-01T09:30:00Z'),
  requested_by_email: 'ann@example.com',
});

describe('the card of an approval', () => {
  it('says before, after and by how much, in the currency of the account', () => {
    expect(approvalCard(facts([change])).changes).toEqual([
      { what: 'Spring: daily budget', before: '€400.00', after: '€460.00', delta: '+15 %' },
    ]);
    expect(approvalCard(facts([change], 'JPY')).changes[0]?.after).toBe('¥46,000');
  });

  it('says each change in the money of its own account, where a set is over several', () => {
    const yen: Change = { ...change, entity_name: 'Haru', before: 10_000, after: 20_000, currency: 'JPY' };
    expect(approvalCard(facts([yen, change], 'USD')).changes.map((each) => each.after)).toEqual(['¥20,000', '$460.00']);
  });

  it('says texts as they are, and no relative change where there is none', () => {
    const paused: Change = { ...change, field: 'status', before: null, after: 'paused', change_pct: null };
    expect(approvalCard(facts([paused])).changes[0]).toEqual({
      ...{ what: 'Spring: status', before: 'none', after: 'paused', delta: '' },
    });
  });

  it('says creatives and audiences by the names that the recommendation knows, else by their ids', () => {
    const known = { root_cause: 'x', risk_level: 'low', confidence: 1, expected_impact: '' };
    const names = { '41': 'Trail Boots – video', '43': 'New video (43)', a9: 'Similar to buyers' };
    const text: Change = { ...change, change_pct: null, field: 'creative_id', before: '41', after: '43' };
    const audiences: Change = { ...text, field: 'included_audience_ids', before: '', after: 'a1,a9' };
    const card = approvalCard({ ...facts([text, audiences]), recommendation: { ...known, names } });
    expect(card.changes).toMatchObject([
      { before: 'Trail Boots – video', after: 'New video (43)' },
      { before: 'none', after: 'a1, Similar to buyers' },
    ]);
    const status: Change = { ...text, field: 'status', before: '41', after: 'constructor' };
    const unnamed = approvalCard({ ...facts([text, status]), recommendation: { ...known, names: {} } });
    expect(unnamed.changes).toMatchObject([
      { before: '41', after: '43' },
      { before: '41', after: 'constructor' },
    ]);
  });

  it('says a new creative by its headline, and never by the digest of its content', () => {
    const made: Change = { ...change, change_pct: null, field: 'content_digest', before: null, after: 'ab'.repeat(32) };
    const content = { name: 'n', headline: 'Feet <b>up</b>', body: 'b', link_url: 'https://a.example/' };
    const told = { ...made, content: { ...content, image_url: null, call_to_action: null } };
    expect(approvalCard(facts([told, made])).changes).toMatchObject([
      { before: 'none', after: 'a new creative: “Feet <b>up</b>”' },
      { before: 'none', after: 'a new creative' },
    ]);
  });

  it('says the cause, the risk and the confidence of a recommendation in words, and none where there is none', () => {
    const recommendation = {
      ...{ root_cause: 'auction_pressure', risk_level: 'low', confidence: 0.846, expected_impact: 'CPA falls.' },
    };
    expect(approvalCard({ ...facts([change]), recommendation })).toMatchObject({
      ...{ cause: 'auction pressure', risk: 'low', confidence: '85 %', expected: 'CPA falls.' },
    });
    expect(approvalCard(facts([change]))).toMatchObject({ cause: null, risk: null, confidence: null, expected: null });
  });

  it('never promises that silence is a yes', () => {
    for (const on_timeout of ['reject', 'escalate', 'cancel'] as const) {
      expect(approvalCard({ ...facts([]), on_timeout }).on_timeout).toContain('nothing is changed');
    }
  });

  it('shows a few of many changes and counts the rest; a paused clock has no deadline', () => {
    const card = approvalCard({ ...facts(Array.from({ length: 11 }, () => change)), frozen_at: new Date() });
    expect([card.changes.length, card.more]).toEqual([8, 3]);
    expect(card.deadline).toContain('stands still');
  });
});
