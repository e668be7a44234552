import { describe, expect, it } from 'vitest';
import { capMeasureSchema, capScopeSchema, moneyCapSchema } from '../../../contracts/money-cap.ts';
import { type CapUseEntry, capViewSchema } from './cap-view.ts';
import { capFill, capRule, capStanding, capSubject, usesByPerson, windowWords } from './describe-cap.ts';

const use = (person: string, amount_minor: number): CapUseEntry => ({
  ...{ intent_id: 'i', execution_id: 'e', playbook_id: 'p_v1', campaign_id: '1', state: 'verified' },
  ...{ requested_by_email: person, amount_minor, counts_until: '2026-01-02T00:00:00Z' },
});

describe('a cap in words', () => {
  it('says whose money it limits, for every scope of the contract', () => {
    const names = new Map([['77', 'Spring Sale']]);
    expect(capScopeSchema.options.map((scope) => capSubject({ scope, scope_id: '77' }, names))).toEqual([
      'Everything together',
      '77',
      'Ad account Spring Sale',
      'Campaign Spring Sale',
      'What Spring Sale asks for',
    ]);
    expect(capSubject({ scope: 'platform', scope_id: 'google_ads' })).toBe('Google Ads');
  });

  it('says what it limits, for every measure of the contract', () => {
    for (const measure of capMeasureSchema.options)
      expect(capRule({ measure, window_hours: 24, limit_minor: 100_000, currency: 'USD' })).toMatch(
        /24 hours.*at most \$1,000/,
      );
    expect(capRule({ measure: 'moved', window_hours: 168, limit_minor: 5, currency: 'JPY' })).toContain('7 days');
    expect([1, 24, 36, 48].map(windowWords)).toEqual(['1 hour', '24 hours', '36 hours', '2 days']);
  });

  it('says how it stands, for every state of the contract', () => {
    const about = { proposed_by_email: 'ana@b.example', decided_by_email: 'ben@b.example', effective_at: 'T' };
    const said = moneyCapSchema.shape.state.options.map((state) => capStanding({ ...about, state }, (at) => `[${at}]`));
    expect(said.map(({ word }) => word)).toEqual([
      'Waits for a second person',
      'Cooling off',
      'Holds',
      'Replaced',
      'Rejected',
    ]);
    expect(said[1]?.sentence).toBe('ben@b.example agreed. It holds from [T]; until then the limit before it holds.');
    expect(said[2]?.sentence).toBe('Set by ana@b.example, ben@b.example agreed.');
    const alone = { ...about, decided_by_email: null, state: 'active' as const };
    expect(capStanding(alone).sentence).toBe('Set by ana@b.example.');
  });
});

describe('the use of a cap', () => {
  const of = (used_minor: number) => ({
    limit_minor: 1_000,
    use: { used_minor, left_minor: 1_000 - used_minor, uses: [] },
  });

  it('is near from 80 % on and full at the limit, and never over the edge of its bar', () => {
    expect(capFill(of(799))).toEqual({ percent: 80, level: 'calm' });
    expect(capFill(of(800))).toEqual({ percent: 80, level: 'near' });
    expect(capFill(of(1_500))).toEqual({ percent: 100, level: 'full' });
    expect(capFill({ limit_minor: 1_000, use: null })).toEqual({ percent: 0, level: 'calm' });
  });

  it('is added up by person, the largest share first', () => {
    const uses = [use('ana', 100), use('ben', 300), use('ana', 50), use('cem', 150)];
    expect(usesByPerson(uses)).toEqual([
      { person: 'ben', amount_minor: 300, writes: 1 },
      { person: 'ana', amount_minor: 150, writes: 2 },
      { person: 'cem', amount_minor: 150, writes: 1 },
    ]);
    expect(usesByPerson([])).toEqual([]);
  });
});

it('takes an answer that leaves out what it may', () => {
  const cap = capViewSchema.parse({
    ...{ cap_id: 'c1', scope: 'tenant', measure: 'moved', window_hours: 24, limit_minor: 1, currency: 'USD' },
    ...{ state: 'active', proposed_by_email: 'a', proposed_at: 'T' },
  });
  expect(cap).toMatchObject({ id: 'c1', scope_id: '', use: null, decided_by_email: null });
});
