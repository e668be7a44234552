import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../../contracts/recommendation.ts';
import { springSale } from '../../../../tests/reasoning/spring-sale.ts';
import { reason } from '../../../reasoning/index.ts';
import { contextSources } from './context-sources.ts';
import { degradedBy } from './degraded-by.ts';
import { lowered } from './lower-confidence.ts';
import { wishedVersion } from './prompt-wish.ts';
import { timeLeft } from './time-left.ts';

const { recommendation } = reason(springSale());
const objection = (severity: CheckResult['severity']): CheckResult => ({
  ...{ check: 'second_voice', passed: false, severity, issue: 'Why?', suggestion: '', by: 'model' },
});

describe('a second voice', () => {
  it.each([
    [['CRITICAL'], [], 0.8],
    [['major', 'major'], [], 0.846],
    [['minor'], [], 1],
    [[], ['I disagree.'], 0.9],
    [['CRITICAL'], ['I disagree.'], 0.72],
  ] as const)('that says %j %j leaves %d of the confidence, and nothing else changes', (severities, dissent, left) => {
    const after = lowered(recommendation, { issues: severities.map(objection), dissent });
    expect(after.confidence).toBeCloseTo(recommendation.confidence * left, 3);
    const { confidence, rules_confidence, confidence_reasoning, dissent: told, ...rest } = after;
    expect(rules_confidence).toBe(left < 1 ? recommendation.confidence : null);
    expect({ ...recommendation, ...rest }).toEqual(recommendation);
    expect(told).toEqual(dissent);
    expect(confidence_reasoning.includes('objected')).toBe(left < 1);
  });
});

describe('the time of an analysis', () => {
  const begun = '2026-03-01T09:00:00.000Z';
  const afterwards = (seconds: number) => timeLeft(begun, new Date(Date.parse(begun) + seconds * 1_000));

  it.each([
    [0, 25_000, true, 17_000],
    [10, 15_000, true, 7_000],
    [16.2, 8_800, true, 800],
    [16.3, 8_700, true, null],
    [21, 4_000, true, null],
    [21.1, 3_900, false, null],
    [40, -15_000, false, null],
  ])('after %d s: %d ms are left, another pass %s, a model %s ms', (seconds, left, pass, model) => {
    const time = afterwards(seconds);
    expect([time.left_ms, time.covers_another_pass, time.for_model_ms]).toEqual([left, pass, model]);
  });

  it('is whole when nobody says when it began, and never more than whole', () => {
    expect(timeLeft(null, new Date(0)).left_ms).toBe(25_000);
    expect(afterwards(-100)).toMatchObject({ left_ms: 25_000, for_model_ms: 17_000 });
  });

  it('leaves what comes after the models, whenever they were begun, eight seconds', () => {
    for (const seconds of [0, 1, 5, 12, 16.2]) {
      const ends = seconds + (afterwards(seconds).for_model_ms ?? 0) / 1_000;
      expect(ends).toBeCloseTo(17, 9);
    }
  });
});

describe('a wish for a prompt', () => {
  it.each([
    ['1.1', 'word_recommendation', '1.1'],
    ['1.1', 'critique', undefined],
    ['critique=v2', 'critique', 'v2'],
    ['1.1, critique = 1.0', 'critique', '1.0'],
    ['critique=', 'critique', undefined],
    ['', 'word_recommendation', undefined],
    [null, 'word_recommendation', undefined],
  ] as const)('%j asks of %s for %s', (wish, prompt, version) => {
    expect(wishedVersion(wish, prompt)).toBe(version);
  });
});

describe('what a sentence may rest on', () => {
  it('is each part of the context that is there, and what the rules made of it; none of it is trusted as an order', () => {
    const sources = contextSources(springSale(), recommendation);
    expect(sources.map((source) => source.source_id)).toEqual([
      ...['campaign_metrics', 'creative_metrics', 'competitor_signals', 'audience_analytics'],
      ...['historical_patterns', 'platform_state', 'analysis'],
    ]);
    expect(sources.every((source) => !source.trusted)).toBe(true);
  });
});

describe('a degraded recommendation', () => {
  it('says why, each reason once', () => {
    const once = degradedBy(recommendation, ['LLM_UNAVAILABLE: away']);
    expect(once).toMatchObject({ degraded: true, degraded_reason: 'LLM_UNAVAILABLE: away' });
    const twice = degradedBy(once, ['LLM_UNAVAILABLE: away', 'LLM_DEADLINE: late']);
    expect(twice.degraded_reason).toBe('LLM_UNAVAILABLE: away; LLM_DEADLINE: late');
    expect(degradedBy(recommendation, [])).toBe(recommendation);
  });
});
