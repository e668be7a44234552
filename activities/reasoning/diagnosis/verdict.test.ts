import { describe, expect, it } from 'vitest';
import { springSale } from '../../../tests/reasoning/spring-sale.ts';
import { gatherFacts } from '../features/gather-facts.ts';
import { reason } from '../reason.ts';
import {
  changesWords,
  costEvidence,
  countWords,
  directionWords,
  evidence,
  magnitudeOf,
  signEvidence,
  signedPct,
  worstCostChange,
} from './verdict.ts';

const facts = gatherFacts(springSale());

describe('how large a change is', () => {
  it.each([
    [0, 'not significant'],
    [10, 'not significant'],
    [-10, 'not significant'],
    [10.01, 'significant'],
    [-10.01, 'significant'],
    [30, 'significant'],
    [-30, 'significant'],
    [30.01, 'critical'],
    [-45, 'critical'],
  ] as const)('%d %% is %s: at the limit it is not over it', (change, magnitude) => {
    expect(magnitudeOf(change)).toBe(magnitude);
  });

  it.each([
    [30, 'significant (over 10 %): CPA +30 %'],
    [30.04, 'critical (over 30 %): CPA +30 %'],
    [-12.34, 'significant (over 10 %): CPA -12.3 %'],
    [0.04, 'little or no change (10 % at most): CPA 0 %'],
    [null, 'nothing to compare with: CPA'],
  ])('%j is told as "%s"', (change, words) => expect(changesWords([['CPA', change]])).toBe(words));

  it('is told together with those of the same size, the largest first', () => {
    const changes = [['CPA', 12] as const, ['CTR', null] as const, ['CPM', -31] as const, ['reach', -11] as const];
    expect(changesWords(changes)).toBe(
      'critical (over 30 %): CPM -31 %; significant (over 10 %): CPA +12 %, reach -11 %; nothing to compare with: CTR',
    );
  });

  it('of the worked case, exactly 30 %, is called significant and never critical', () => {
    const { signal_analysis } = reason(springSale()).recommendation;
    expect(signal_analysis).toContain('significant (over 10 %): CPA +30 %');
    expect(signal_analysis).not.toContain('critical');
  });
});

describe('where CPA is going', () => {
  it.each([
    ['accelerating', null, ' Within the last week CPA went on rising.'],
    ['settling', null, ' Within the last week CPA is calming down.'],
    ['settling', 3, ' CPA fell on each of the last 3 days. Within the last week CPA is calming down.'],
    ['steady', 2, ' CPA fell on each of the last 2 days.'],
    ['steady', 1, ''],
    [null, 0, ''],
    [null, null, ''],
  ] as const)('%s after %j falling days reads "%s"', (velocity, falling_days, words) => {
    expect(directionWords({ velocity, falling_days })).toBe(words);
  });

  it('comes from what was counted for the campaign, into the words of the analysis', () => {
    const sale = springSale();
    const { campaign_metrics: metrics } = sale;
    const falling = { ...sale, campaign_metrics: metrics == null ? null : { ...metrics, cpa_falling_days: 4 } };
    expect(reason(falling).recommendation.signal_analysis).toContain('CPA fell on each of the last 4 days.');
    expect(reason(sale).recommendation.signal_analysis).not.toContain('CPA fell');
  });
});

describe('evidence', () => {
  it('is for the cause, at the moment that is looked at, unless it says otherwise', () => {
    const plain = evidence(facts, { statement: 's', metric: 'm', source: 'test' });
    expect(plain).toMatchObject({ supports: true, observed_at: '2026-03-01T09:00:00.000Z', value: null });
    expect(evidence({ at: null }, { statement: 's', metric: 'm', source: 'test', supports: false })).toMatchObject({
      ...{ supports: false, observed_at: '' },
    });
  });

  it('of the cost names both weeks, and nothing where no CPA is known', () => {
    expect(costEvidence(facts, true)).toMatchObject([{ metric: 'cpa', value: 58.5, baseline: 45, change_pct: 30 }]);
    const unknown = gatherFacts(springSale({ campaign_metrics: null }));
    expect(costEvidence(unknown, true)).toEqual([]);
  });

  it('of a sign that is not known is no evidence either way', () => {
    const sign = {
      ...{ name: 'old_creative' as const, statement: 's', metric: 'm', value: 1, baseline: 2, change_pct: null },
      ...{ source: 'test', strength: null },
    };
    const found = signEvidence(facts, [
      { ...sign, present: true },
      { ...sign, statement: 't', present: false },
      { ...sign, statement: 'u', present: null },
    ]);
    expect(found.map((each) => each.supports)).toEqual([true, false]);
  });

  it('of an observation that two signs rest on is told once, and for the cause where one of them speaks for it', () => {
    const sign = {
      ...{ name: 'old_creative' as const, statement: 'CPM rose by 30 %.', metric: 'cpm', value: 1, baseline: 2 },
      ...{ change_pct: 30, source: 'test', strength: null },
    };
    const told = (first: boolean, second: boolean) =>
      signEvidence(facts, [
        { ...sign, present: first },
        { ...sign, present: second },
      ]).map((each) => each.supports);
    expect([told(false, true), told(true, false), told(false, false)]).toEqual([[true], [true], [false]]);
  });

  it('looks at the worst of the prices', () => {
    expect(worstCostChange(facts)).toBe(30);
    expect(worstCostChange(gatherFacts(springSale({ campaign_metrics: null })))).toBeNull();
  });
});

describe('numbers in sentences', () => {
  it.each([
    [12.345, '+12.3 %'],
    [-0.04, '0 %'],
    [-7, '-7 %'],
  ])('%d is %s', (value, words) => expect(signedPct(value)).toBe(words));
  it.each([
    [1, '1 day'],
    [2, '2 days'],
    [0, '0 days'],
    [1.25, '1.3 days'],
  ])('%d is "%s"', (count, words) => expect(countWords(count, 'day', 'days')).toBe(words));
});
