import { describe, expect, it } from 'vitest';
import { isWide, type Stays, selectionOf, undoSelectorSchema } from './undo.ts';
import { selectionWords, spentWords, staysWords, undoText, undoTitle } from './undo-words.ts';

const id = '01900000-0000-7000-8000-000000000001';
const since = '2026-11-20T09:30:00Z';
const accepted = (selector: unknown) => undoSelectorSchema.safeParse(selector).success;

describe('which changes are taken back', () => {
  it.each([
    ['change', { receipt_id: id }],
    ['execution', { execution_id: id, day: null, since: null }],
    ['day', { day: '2026-11-20' }],
    ['playbook', { playbook_id: 'bid-adjustment', since }],
    ['approver', { approver: 'maya@example.com', since }],
  ])('may be one %s', (kind, selector) => {
    const parsed = undoSelectorSchema.parse(selector);
    expect(selectionOf(parsed)?.kind).toBe(kind);
  });

  it.each([
    ['nothing', {}],
    ['two of them', { receipt_id: id, execution_id: id }],
    ['a playbook for ever', { playbook_id: 'p' }],
    ['an approver for ever', { approver: 'maya@example.com' }],
    ['a moment alone', { since }],
    ['a day with a moment', { day: '2026-11-20', since }],
    ['a day that there is not', { day: '2026-02-30' }],
    ['something unknown', { day: '2026-11-20', campaign_id: '1' }],
    ['no e-mail address', { approver: 'maya', since }],
  ])('may not be %s', (_name, selector) => {
    expect(accepted(selector)).toBe(false);
  });

  it('of a selector that names none or two is nothing', () => {
    expect([selectionOf({}), selectionOf({ receipt_id: id, day: '2026-11-20' })]).toEqual([null, null]);
  });

  it('a day, a playbook and an approver reach over the work of several people', () => {
    expect(isWide({ kind: 'day', day: '2026-11-20' })).toBe(true);
    expect(isWide({ kind: 'approver', approver: 'maya@example.com', since })).toBe(true);
    expect(isWide({ kind: 'playbook', playbook_id: 'p', since })).toBe(true);
    expect(isWide({ kind: 'execution', execution_id: id })).toBe(false);
    expect(isWide({ kind: 'change', receipt_id: id })).toBe(false);
  });
});

const head: Omit<Stays, 'reason' | 'explanation' | 'live' | 'by'> = {
  ...{ platform: 'meta_ads', account_id: 'act_1', campaign_id: '1', campaign_name: 'Spring' },
  ...{ entity_type: 'campaign', entity_id: '1', entity_name: 'Spring', field: 'daily_budget_minor' },
  ...{ currency: 'USD', written: 46_000, execution_id: id, playbook_id: 'bid_adjustment_v1' },
  ...{ applied_at: '2026-11-20T10:00:00Z', receipt_ids: [id] },
};
const spent_since = { currency: 'USD', since_day: '2026-11-20', known_until: '2026-11-21', spend_minor: 12_345 };
const stays = (more: Partial<Stays>): string =>
  staysWords({ ...head, receipt_ids: [id], reason: 'changed_since', live: 49_000, by: null, ...more });

describe('an undo in words', () => {
  it('names what is taken back', () => {
    expect(undoTitle({ kind: 'day', day: '2026-11-20' }, [head, head])).toBe(
      'Take back 2 fields of 1 campaign: the day 2026-11-20',
    );
    expect(undoTitle({ kind: 'change', receipt_id: id }, [])).toBe('Nothing to take back: one change');
    expect(selectionWords({ kind: 'execution', execution_id: id })).toBe('one execution');
    expect(selectionWords({ kind: 'playbook', playbook_id: 'p', since })).toBe(
      'the playbook P since 2026-11-20 09:30 UTC',
    );
    expect(selectionWords({ kind: 'approver', approver: 'maya@example.com', since })).toContain('maya@example.com');
  });

  it('says why a change stays, what is there instead and who did it', () => {
    const at = '2026-11-21T08:00:00Z';
    const ours = { execution_id: id, playbook_id: 'budget_pacing_v1', email: 'maya@example.com', at, value: 49_000 };
    expect(stays({ by: ours })).toBe(
      'Spring: daily budget was set to $460.00, but it is $490.00 now (changed since by maya@example.com in Budget pacing, 2026-11-21 08:00 UTC); so it stays.',
    );
    expect(stays({ by: { ...ours, execution_id: null, playbook_id: null, email: null } })).toContain(
      'somebody on the platform',
    );
    expect(stays({ live: null })).toContain('something else now (somebody changed it since)');
    expect(stays({ reason: 'already_undone' })).toContain('taken back already');
    expect(stays({ reason: 'cancels_out' })).toContain('again what it was');
    expect(stays({ reason: 'gone' })).toContain('not on the platform');
    expect(stays({ reason: 'cannot_be_unmade' })).toContain('no way to take $460.00 away');
    expect(stays({ reason: 'cannot_be_unmade', field: 'content_digest', written: 'ab' })).toContain(
      'cannot be un-made',
    );
  });

  it('states the money that is spent, up to the day that is known', () => {
    expect(spentWords(spent_since)).toBe('$123.45 spent from 2026-11-20 to 2026-11-21');
    expect(spentWords({ ...spent_since, spend_minor: null })).toBe('spend since 2026-11-20 is not known yet');
    const goes_back = { ...head, receipt_ids: [id], back_to: 40_000, changes: 1, spent_since };
    const text = undoText({
      goes_back: [{ ...goes_back, last_known: { value: 47_000, differs: true } }],
      stays: [{ ...head, receipt_ids: [id], reason: 'gone', explanation: 'It is gone.', live: null, by: null }],
      spent: [{ ...spent_since, campaign_id: '1', campaign_name: 'Spring' }],
      live: false,
    });
    expect(text.split('\n')).toEqual([
      'Spring: daily budget from $460.00 back to $400.00 ($123.45 spent from 2026-11-20 to 2026-11-21; the last sync showed $470.00).',
      'Stays: It is gone.',
      'Spring: $123.45 spent from 2026-11-20 to 2026-11-21; this money does not come back.',
      expect.stringContaining('reads every value live'),
    ]);
  });
});
