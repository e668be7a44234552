import { describe, expect, it } from 'vitest';
import { modelAnswerSchemas } from './model-answers.ts';

type Prompt = keyof typeof modelAnswerSchemas;

/** An answer that each prompt accepts. */
const good: Record<Prompt, Record<string, unknown>> = {
  signal_analysis: {
    ...{ signal_analysis: 'CPA rose.', root_cause: 'auction_pressure', supporting_evidence: ['CPM rose.'] },
    ...{ contradictory_evidence: [], confidence: 0.8, confidence_reasoning: 'Enough data.' },
  },
  recommendation_generation: {
    ...{ recommended_workflow: 'Bid Adjustment', specific_action: 'Raise the bid.', reasoning: 'Pressure.' },
    ...{ expected_impact: 'Lower CPA.', risk_level: 'low', risk_factors: [], success_metrics: [], confidence: 0.8 },
    alternative_actions: [{ workflow: 'Creative Refresh', why_not_recommended: 'The ads are fresh.' }],
  },
  critique: {
    ...{ is_satisfactory: true, strengths: [], overall_assessment: 'Fine.' },
    issues: [{ severity: 'minor', issue: 'Long.', suggestion: '' }],
  },
  judge: {
    ...{ logical_consistency: 5, evidence_support: 4, alternative_consideration: 3, clarity: 1, overall_score: 3.25 },
    ...{ strengths: [], weaknesses: [], explanation: 'Clear.' },
  },
  rubric: { kept: 0.5, explanation: 'One of the two parts is there.' },
  word_recommendation: { reasoning: 'The auction has become more expensive.', claims: [] },
  ad_copy: { variants: [{ headline: 'Dry feet', body: 'Boots.', why: 'Another thought.', source_ids: ['ad:1'] }] },
  verification: { agrees: false, reasons: ['The number is not in the source.'] },
};
const accepts = (prompt: Prompt, answer: unknown) => modelAnswerSchemas[prompt].safeParse(answer).success;

describe('answers of models', () => {
  it('have a schema for every prompt, and each accepts what it asks for', () => {
    for (const prompt of ['signal_analysis', 'recommendation_generation', 'critique', 'judge', 'rubric'] as const) {
      expect([prompt, accepts(prompt, good[prompt])]).toEqual([prompt, true]);
    }
    expect([
      accepts('word_recommendation', good.word_recommendation),
      accepts('verification', good.verification),
      accepts('ad_copy', good.ad_copy),
    ]).toEqual([...[true, true, true]]);
  });

  it.each<[Prompt, string, Record<string, unknown>]>([
    ['signal_analysis', 'a certainty of 80', { confidence: 80 }],
    ['rubric', 'more than all of it', { kept: 1.1 }],
    ['rubric', 'less than nothing of it', { kept: -0.1 }],
    ['rubric', 'a score without a reason', { explanation: '' }],
    ['signal_analysis', 'a cause as long as a page', { root_cause: 'x'.repeat(301) }],
    ['signal_analysis', 'endless evidence', { supporting_evidence: Array(21).fill('x') }],
    ['recommendation_generation', 'a workflow that there is not', { recommended_workflow: 'Delete Everything' }],
    ['recommendation_generation', 'a risk of its own', { risk_level: 'none' }],
    ['recommendation_generation', 'more confidence than there is', { confidence: 1.01 }],
    ['critique', 'a severity of its own', { issues: [{ severity: 'fatal', issue: 'x', suggestion: '' }] }],
    ['critique', 'a maybe', { is_satisfactory: 'mostly' }],
    ['judge', 'a score of zero', { clarity: 0 }],
    ['judge', 'a score of six', { clarity: 6 }],
    ['judge', 'half a score', { clarity: 2.5 }],
    ['word_recommendation', 'next to nothing', { reasoning: 'Yes.' }],
    ['word_recommendation', 'an essay', { reasoning: 'x'.repeat(1_501) }],
    ['ad_copy', 'a variant without a reason', { variants: [{ headline: 'x', body: 'x', why: '', source_ids: [] }] }],
    ['ad_copy', 'eleven variants', { variants: Array(11).fill({ headline: '', body: 'x', why: 'x', source_ids: [] }) }],
    ['verification', 'no yes or no', { agrees: null }],
  ])('of %s are refused with %s', (prompt, _name, wrong) => {
    expect(accepts(prompt, { ...good[prompt], ...wrong })).toBe(false);
  });

  it('lose what nobody asked for, so that no model can add an action', () => {
    const parsed = modelAnswerSchemas.recommendation_generation.parse({
      ...{ ...good.recommendation_generation, action: { kind: 'pause' } },
    });
    expect(parsed).not.toHaveProperty('action');
  });

  it.each(Object.keys(good))('of %s are refused when any part is missing', (name) => {
    for (const [prompt, answer] of Object.entries(good)) {
      if (prompt !== name) continue;
      const schema = Object.entries(modelAnswerSchemas).find(([key]) => key === prompt)?.[1];
      for (const key of Object.keys(answer)) {
        const { [key]: _left_out, ...rest } = answer;
        expect([key, schema?.safeParse(rest).success]).toEqual([key, false]);
      }
    }
  });
});
