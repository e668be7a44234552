import { describe, expect, it } from 'vitest';
import { goesBackWords, spentWords, staysWords, undoSubject } from './describe-undo.ts';
import { undoPreviewViewSchema } from './undo-view.ts';

const head = {
  campaign_id: '7',
  campaign_name: 'Spring',
  entity_id: '7',
  field: 'daily_budget_minor',
  written: 46_000,
};
const preview = (more: object = {}) => undoPreviewViewSchema.parse({ title: 'A day', ...more });
const back = (more: object = {}) => {
  const [line] = preview({ goes_back: [{ ...head, back_to: 40_000, currency: 'USD', ...more }] }).goes_back;
  if (line === undefined) throw new Error('There is a line.');
  return line;
};
const stays = (more: object = {}) => {
  const explanation = 'Somebody set it to $500 since.';
  const [line] = preview({ stays: [{ ...head, reason: 'changed_since', explanation, ...more }] }).stays;
  if (line === undefined) throw new Error('There is a line.');
  return line;
};

describe('a preview of an undo', () => {
  it('says what goes back, in the currency of its account', () => {
    expect(undoSubject(back())).toBe('daily budget of campaign 7');
    expect(undoSubject(back({ entity_type: 'ad_set', entity_name: 'Old' }))).toBe(
      'daily budget of ad set Old (Spring)',
    );
    expect(goesBackWords(back())).toEqual({ from: '$460', to: '$400', note: '' });
    expect(goesBackWords(back({ currency: 'JPY' })).to).toBe('¥40,000');
  });

  it('says when several go back at once and when somebody may have changed it', () => {
    const line = back({ changes: 3, last_known: { value: 50_000, differs: true } });
    expect(goesBackWords(line).note).toMatch(/^3 changes go back in one step; the platform last showed \$500;/);
    expect(goesBackWords(back({ last_known: { value: 46_000, differs: false } })).note).toBe('');
  });

  it('says why something stays, and who stands behind it', () => {
    expect(staysWords(stays())).toBe('Somebody set it to $500 since.');
    const by = { email: 'ana@b.example', playbook_id: null, execution_id: null, at: 'T' };
    expect(staysWords(stays({ by }))).toBe('Somebody set it to $500 since. (ana@b.example)');
    expect(staysWords(stays({ by, explanation: 'ana@b.example set it.' }))).toBe('ana@b.example set it.');
  });

  it('says what was spent since and that it does not come back; nothing where nothing is known', () => {
    expect(spentWords(preview())).toBeNull();
    const spent = [
      { campaign_id: '7', currency: 'USD', since_day: '2026-11-19', known_until: '2026-11-20', spend_minor: 120_000 },
      { campaign_id: '8', currency: 'EUR', since_day: '2026-11-18', known_until: null, spend_minor: null },
    ];
    const spent_total = [
      { currency: 'USD', spend_minor: 120_000 },
      { currency: 'EUR', spend_minor: 500 },
    ];
    expect(spentWords(preview({ spent, spent_total }))).toBe(
      '$1,200 and €5 spent by these campaigns since 2026-11-18 (known until 2026-11-20). That money does not come back.',
    );
  });
});
