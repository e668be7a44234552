import { describe, expect, it } from 'vitest';
import { recommendationSchema } from '../../../contracts/recommendation.ts';
import { bidRecommendation } from '../../../tests/harness/recommendation-rows.ts';
import { recommendationWords } from './recommendation-words.ts';

const made = bidRecommendation({
  campaign_id: '100',
  reasoning: 'Clicks got dearer.',
  evidence: recommendationSchema.shape.evidence.parse([
    {
      ...{ source: 'campaign_metrics', metric: 'cpc', statement: 'CPC rose by 30 %.', supports: true },
      ...{ value: 1.3, baseline: 1, change_pct: 30, observed_at: '2026-11-21T12:00:00.000Z' },
    },
    {
      ...{ source: 'campaign_metrics', metric: 'ctr', statement: 'CTR held.', supports: false },
      ...{ value: 1, baseline: 1, change_pct: 0, observed_at: '2026-11-21T12:00:00.000Z' },
    },
  ]),
});
const lines = (more: Partial<typeof made> = {}, name: string | null = 'Boots') =>
  recommendationWords({ ...made, ...more }, name).split('\n');

describe('a recommendation at a terminal', () => {
  it('says first what to do, by the name of the campaign or its id', () => {
    expect(lines().slice(0, 4)).toEqual([
      'Boots: Bid Adjustment',
      'Raise the bid to 2.88',
      '',
      'Cause: auction pressure',
    ]);
    expect(lines({}, null)[0]).toBe('100: Bid Adjustment');
  });

  it('says what speaks for it and what against', () => {
    expect(lines()).toEqual(expect.arrayContaining(['  - for: CPC rose by 30 %.', '  - against: CTR held.']));
  });

  it('says how sure it is, and how often that was right where it is known', () => {
    expect(lines().find((line) => line.startsWith('Confidence'))).toBe('Confidence: 90 %. Enough data.');
    const record = { band_low: 0.9, band_high: 1, right: 9, of: 12, basis: 'account' } as const;
    const told = lines({ confidence_record: record }).find((line) => line.startsWith('Confidence'));
    expect(told).toContain('90 %, right 9 of 12 times when it was that sure');
  });

  it('names the documents that it rests on, so that they can be looked up', () => {
    expect(lines()).not.toEqual(expect.arrayContaining(['Rests on']));
    expect(lines({ citations: [] })).not.toEqual(expect.arrayContaining(['Rests on']));
    const citations = [{ source_id: '5f3a#2', title: 'Bidding policy', kind: 'policy_note' as const }];
    expect(lines({ citations })).toEqual(
      expect.arrayContaining(['Rests on', '  - Bidding policy (policy note, 5f3a#2)']),
    );
  });

  it.each([
    [null, ''],
    ['agreed', ', wording checked by another model'],
    ['not_verified', ', wording not checked by another model'],
  ] as const)('says at its end whether another model looked at the words (%s)', (verdict, words) => {
    const wording = verdict === null ? null : { by: 'm', verdict, not_verified_because: null };
    const { model_version, prompt_version } = made;
    const version = prompt_version === null ? '' : `, ${prompt_version}`;
    expect(lines({ wording }).at(-1)).toBe(`${model_version}${version}${words}`);
  });

  it('says why no model reviewed it, where one was to', () => {
    const critique = { satisfactory: true, issues: [], strengths: [], by: ['rules'] };
    expect(lines({ critique }).join('\n')).not.toContain('Not reviewed');
    expect(lines({ critique: { ...critique, unheard: 'LLM_DEADLINE: late' } })).toEqual(
      expect.arrayContaining(['Not reviewed by a model', '  - LLM_DEADLINE: late']),
    );
  });

  it('names doubts and gaps only where there are some', () => {
    expect(lines()).not.toEqual(expect.arrayContaining(['Objections']));
    expect(lines()).not.toEqual(expect.arrayContaining(['Missing']));
    const told = lines({ dissent: ['Too early.'], missing_sources: ['competitor_signals'] });
    expect(told).toEqual(expect.arrayContaining(['Objections', '  - Too early.', 'Missing', '  - competitor_signals']));
  });

  it('ends with what made it, and whether something was missing for it', () => {
    expect(lines().at(-1)).toBe('test');
    expect(lines({ prompt_version: 'summary 1.0', degraded: true }).at(-1)).toBe('test, summary 1.0, degraded');
  });
});
