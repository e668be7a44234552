import { describe, expect, it } from 'vitest';
import type { Council, CouncilAnswered, CouncilDegraded } from '../../../../contracts/council.ts';
import { springSale } from '../../../../tests/reasoning/spring-sale.ts';
import { reason } from '../../../reasoning/index.ts';
import { reasonInStages } from './reason-in-stages.ts';
import { review } from './review.ts';
import { word } from './word.ts';

const context = springSale();
const { analysis, recommendation } = reason(context);
const begun = '2026-03-01T09:00:00.000Z';
const owner = { tenant_id: 't', execution_id: null, campaign_id: null, signal: new AbortController().signal };

type Said = Partial<CouncilAnswered<unknown>> | Omit<CouncilDegraded, 'status'>;

/** A council that says what it is told to, task by task, and remembers what it was asked. */
function councilOf(answers: Readonly<Record<string, Said>>) {
  const asked: { task: string; deadline_ms: number; version: string | undefined; model: string | undefined }[] = [];
  const council: Council = {
    ask: async ({ task, deadline_ms, prompt, model, schema }) => {
      asked.push({ task, deadline_ms, version: prompt.version, model });
      const said = answers[task];
      if (said === undefined || 'code' in said)
        return { status: 'degraded', code: said?.code ?? 'LLM_UNAVAILABLE', reason: said?.reason ?? 'away' };
      const { verdict = 'agreed', dissent = [] } = said;
      return {
        ...{ status: 'answered', model: 'stand-in', prompt_name: task, prompt_version: '1.0', prompt_digest: 'd' },
        ...{ cached: false, cost_usd: 0, votes: [], fallback_from: [], not_verified_because: null },
        ...{ verdict, dissent, value: schema.parse(said.value) },
      };
    },
  };
  return { council, asked };
}
const depsOf = (council: Council | null, seconds = 1) => ({
  council,
  clock: { now: () => new Date(Date.parse(begun) + seconds * 1_000) },
  log: { info: () => undefined, warn: () => undefined },
  record: { calibration: async () => null, rightWhen: async () => null },
});
const question = { context, analysis, recommendation, iteration: 0, started_at: begun, refresh: false };
const satisfied = { is_satisfactory: true, issues: [], strengths: ['Clear link.'], overall_assessment: 'Good.' };
const critical = {
  ...{ is_satisfactory: false, strengths: [], overall_assessment: 'No.' },
  issues: [{ severity: 'CRITICAL', issue: 'It pauses nothing.', suggestion: 'Pause all campaigns.' }],
};

describe('the review of a recommendation', () => {
  it('is by rule alone without a model, and says so', async () => {
    const { council, ...deps } = depsOf(null);
    const result = await review({ ...deps, council }, question, owner);
    expect(result).toMatchObject({ iteration_count: 1, regenerate: false, reviewed_by: ['rules'] });
    expect(result.recommendation).toMatchObject({ degraded: false, confidence: recommendation.confidence });
  });

  it('hears a second voice, whose praise is kept and whose name is told', async () => {
    const { council } = councilOf({ critique: { value: satisfied } });
    const result = await review(depsOf(council), question, owner);
    expect(result.recommendation.critique).toMatchObject({
      ...{ satisfactory: true, strengths: ['Clear link.'], by: ['rules', 'stand-in'] },
    });
    expect(result.recommendation.confidence).toBe(recommendation.confidence);
  });

  it('counts a critical objection: once more, less sure, the same cause and action', async () => {
    const { council } = councilOf({ critique: { value: critical } });
    const first = await review(depsOf(council), question, owner);
    expect(first).toMatchObject({ regenerate: true, critique_feedback: expect.stringContaining('CRITICAL') });
    const { action, root_cause, typed_action } = first.recommendation;
    expect({ action, root_cause, typed_action }).toEqual({
      ...{ action: recommendation.action, root_cause: recommendation.root_cause },
      typed_action: recommendation.typed_action,
    });
    expect(first.recommendation.confidence).toBeLessThan(recommendation.confidence);
    const second = await review(depsOf(council), { ...question, iteration: 1 }, owner);
    expect(second).toMatchObject({ iteration_count: 2, regenerate: false });
  });

  it('leaves out the pass that the time does not cover, and says so', async () => {
    const unsure = { ...question, analysis: { ...analysis, confidence: 0.5 } };
    expect(await review(depsOf(null, 15), unsure, owner)).toMatchObject({ regenerate: true });
    const late = await review(depsOf(null, 17), unsure, owner);
    expect(late).toMatchObject({ regenerate: false, recommendation: { degraded: true } });
    expect(late.recommendation.degraded_reason).toContain('another pass');
  });

  it('asks nobody when too little time is left, and says so', async () => {
    const { council, asked } = councilOf({ critique: { value: critical } });
    const late = await review(depsOf(council, 17), question, owner);
    expect([late.reviewed_by, asked]).toEqual([['rules'], []]);
    expect(late.recommendation).toMatchObject({ degraded: true, critique: { by: ['rules'] } });
    expect(late.recommendation.degraded_reason).toContain('second voice');
  });

  it('is degraded when the voice fails, and never asks longer than its share', async () => {
    const { council, asked } = councilOf({ critique: { code: 'LLM_UNAVAILABLE', reason: 'nobody answers' } });
    const result = await review(depsOf(council), { ...question, model: 'm', prompt_version: 'critique=1.1' }, owner);
    expect(asked).toEqual([{ task: 'critique', deadline_ms: 6_000, version: '1.1', model: 'm' }]);
    expect(result.recommendation).toMatchObject({
      ...{ degraded: true, degraded_reason: 'LLM_UNAVAILABLE: nobody answers', confidence: recommendation.confidence },
    });
  });
});

describe('the wording of a recommendation', () => {
  const asked = { campaign_name: 'Spring', recommendation, context, started_at: begun, refresh: false };
  const wording = (reasoning: string) => ({
    word_recommendation: {
      value: { reasoning, claims: [{ text: 'CPA rose.', source_ids: ['campaign_metrics'], status: 'unclear' }] },
    },
  });

  it('is taken when every number in it is a number of the facts', async () => {
    const text = 'CPA rose by 30 % because competitors bid more, so the bid goes up by 15 %.';
    const { council } = councilOf(wording(text));
    const worded = await word(depsOf(council), asked, owner);
    expect(worded).toMatchObject({
      ...{ reasoning: text, degraded: false, prompt_version: 'word_recommendation@1.0' },
      ...{ model_version: 'rules-2+stand-in', claims: [{ source_ids: ['campaign_metrics'] }] },
    });
    expect({ ...worded, ...changeable(recommendation) }).toEqual(recommendation);
  });

  it.each([
    ['an invented number', wording('CPA rose by 77 %, so the bid goes up by 15 % at once.')],
    ['no answer', { word_recommendation: { code: 'LLM_DEADLINE', reason: 'late' } } as const],
  ])('stays that of the rules with %s, and is degraded', async (_, answers) => {
    const worded = await word(depsOf(councilOf(answers).council), asked, owner);
    expect(worded).toMatchObject({ reasoning: recommendation.reasoning, degraded: true });
    expect(worded.degraded_reason).toMatch(/^LLM_/);
  });

  it('that another model finds unfounded is not shown, but its doubt is', async () => {
    const said = wording('CPA rose by 30 %, so the bid goes up by 15 % at once.').word_recommendation;
    const doubts = { word_recommendation: { ...said, verdict: 'disagreed', dissent: ['No source says so.'] } } as const;
    const worded = await word(depsOf(councilOf(doubts).council), asked, owner);
    expect(worded).toMatchObject({
      reasoning: recommendation.reasoning,
      dissent: ['No source says so.'],
      degraded: true,
    });
    expect(worded.confidence).toBeLessThan(recommendation.confidence);
  });

  it('asks nobody when the time is over', async () => {
    const { council, asked: questions } = councilOf({});
    expect(await word(depsOf(council, 20), asked, owner)).toMatchObject({ degraded: true });
    expect(questions).toEqual([]);
  });
});

describe('all stages one after the other', () => {
  it('come to the same cause, action and amounts whatever a model says', async () => {
    const plain = await reasonInStages(depsOf(null), { context, refresh: false }, owner);
    for (const value of [satisfied, critical]) {
      const { council, asked } = councilOf({ critique: { value } });
      const heard = await reasonInStages(depsOf(council, 0), { context, refresh: false }, owner);
      const { action, root_cause, typed_action, expected_effect } = plain;
      expect(heard).toMatchObject({ action, root_cause, typed_action, expected_effect });
      expect(asked.filter(({ task }) => task === 'critique')).toHaveLength(value === critical ? 2 : 1);
    }
    expect(plain).toMatchObject({ iteration_count: 1, degraded: false, validation: { passed: true } });
  });

  it('refuse a context without the metrics of the campaign, and say which source did not answer', async () => {
    const empty = springSale({ campaign_metrics: null, missing_sources: ['campaign_metrics'] });
    const asked = reasonInStages(depsOf(null), { context: empty, refresh: false }, owner);
    await expect(asked).rejects.toMatchObject({ code: 'CAMPAIGN_DATA_MISSING' });
  });
});

function changeable({ reasoning, claims, model_version, prompt_version }: typeof recommendation) {
  return { reasoning, claims, model_version, prompt_version };
}
