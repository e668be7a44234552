import { describe, expect, it } from 'vitest';
import { intentStateSchema } from '../../../contracts/change-set.ts';
import { stateOfChange } from '../../../contracts/change-state.ts';
import { changeRecordSchema } from './change-record.ts';
import { changeSubject, standingOf, stateChoices, toneOf, whoseChange } from './describe-record.ts';

const record = (more: object = {}) =>
  changeRecordSchema.parse({
    ...{ intent_id: 'i1', execution_id: 'e1', state: 'verified', reserved_at: 'T' },
    change: { field: 'daily_budget_minor', entity_type: 'campaign', entity_id: '7', entity_name: 'Spring Sale' },
    standing: stateOfChange({ state: 'verified' }),
    ...more,
  });

describe('the state of a change', () => {
  it('has the words of the contract for every state, in their order', () => {
    expect(stateChoices.map(({ id }) => id)).toEqual([
      ...['intended', 'armed', 'applied', 'verified', 'not_applied', 'needs_human'],
    ]);
    for (const state of intentStateSchema.options) expect(standingOf(state)).toEqual(stateOfChange({ state }));
  });

  it('only what was read back looks good, and only what waits for a person looks bad', () => {
    const looks = intentStateSchema.options.map((state) => [state, toneOf(stateOfChange({ state }))]);
    expect(looks.filter(([, tone]) => tone === 'good')).toEqual([['verified', 'good']]);
    expect(looks.filter(([, tone]) => tone === 'bad')).toEqual([['needs_human', 'bad']]);
    expect(toneOf(stateOfChange({ state: 'verified', undone_by_execution_id: 'e2' }))).toBe('neutral');
  });

  it('knows what a person settled and what was taken back', () => {
    expect(standingOf('verified', { undone_by_execution_id: 'e2' })?.word).toBe('Taken back');
    expect(standingOf('verified', { resolution: 'confirmed_applied' })?.sentence).toContain('A person looked');
    expect(standingOf('verified', { resolution: 'something_new' })?.sentence).toContain('Read back');
    expect(standingOf('constructor')).toBeNull();
  });
});

describe('a change in a list', () => {
  it('says what it is about, with the campaign only where that is not said already', () => {
    expect(changeSubject(record({ campaign_name: 'Spring Sale' }))).toBe('Daily budget of campaign Spring Sale');
    const change = { field: 'bid_amount_minor', entity_type: 'ad_set', entity_id: '8', entity_name: '' };
    expect(changeSubject(record({ change, campaign_name: 'Spring Sale' }))).toBe('Bid of ad set 8 (Spring Sale)');
    expect(changeSubject(record({ change }))).toBe('Bid of ad set 8');
  });

  it('says who wanted it and who agreed', () => {
    expect(whoseChange({ requested_by_email: 'ana@b', approved_by: ['ben@b', 'cem@b'] })).toBe(
      'Asked for by ana@b, approved by ben@b and cem@b',
    );
    expect(whoseChange({ requested_by_email: '', approved_by: [] })).toContain('allowed by the rules');
  });

  it('is read although an older server leaves the later parts out', () => {
    expect(record()).toMatchObject({
      id: 'i1',
      currency: 'USD',
      history: [],
      meant: null,
      shown: null,
      approved_by: [],
    });
    expect(changeRecordSchema.safeParse({ ...record(), standing: { word: 'Fine' } }).success).toBe(false);
  });
});
