import { describe, expect, it } from 'vitest';
import type { Council } from '../../../../contracts/council.ts';
import { springSale } from '../../../../tests/reasoning/spring-sale.ts';
import { quietStage, standInCouncil } from '../../../../tests/reasoning/stand-in-council.ts';
import { reason } from '../../../reasoning/index.ts';
import { draftWording } from './draft-wording.ts';
import { factsOf } from './facts-of.ts';
import { reasonInStages } from './reason-in-stages.ts';
import { review } from './review.ts';
import { word } from './word.ts';

const context = springSale();
const { analysis, recommendation } = reason(context);
const begun = '2026-03-01T09:00:00.000Z';
const owner = { tenant_id: 't', execution_id: null, campaign_id: null, signal: new AbortController().signal };

const councilOf = standInCouncil;
const depsOf = (council: Council | null, seconds = 1) => quietStage(council, begun, seconds);
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

  it('is not asked twice about the same: what the second voice said of it in the first pass still holds', async () => {
    const { council, asked } = councilOf({ critique: [{ value: critical }, { value: satisfied }] });
    const first = await review(depsOf(council), question, owner);
    const again = { ...question, iteration: 1, earlier: first.voice };
    const second = await review(depsOf(council, 20), again, owner);
    expect(asked).toHaveLength(1);
    expect(second).toMatchObject({ iteration_count: 2, regenerate: false, reviewed_by: ['rules', 'stand-in'] });
    expect(second.recommendation.confidence).toBe(first.recommendation.confidence);
    const other = { ...recommendation, specific_action: 'Lower the bid.' };
    await review(depsOf(council), { ...again, recommendation: other }, owner);
    expect(asked).toHaveLength(2);
  });

  it('asks once more in the second pass when nobody was heard in the first', async () => {
    const { council, asked } = councilOf({
      critique: [{ code: 'LLM_DEADLINE', reason: 'late' }, { value: satisfied }],
    });
    const first = await review(depsOf(council), question, owner);
    expect(first.voice).toEqual({ heard: false, reason: 'LLM_DEADLINE: late' });
    const second = await review(depsOf(council), { ...question, iteration: 1, earlier: first.voice }, owner);
    expect([asked.length, second.reviewed_by]).toEqual([2, ['rules', 'stand-in']]);
    expect(second.recommendation.critique).not.toHaveProperty('unheard');
  });

  it('keeps what was found wrong in the first pass beside what the second one finds', async () => {
    const critique = { satisfactory: false, issues: [], strengths: [], by: [], first_pass: ['CRITICAL: Why?'] };
    const second = await review(depsOf(null), { ...question, recommendation: { ...recommendation, critique } }, owner);
    expect(second.recommendation.critique).toMatchObject({ first_pass: ['CRITICAL: Why?'], by: ['rules'] });
  });

  it('leaves out the pass that the time does not cover, and says so', async () => {
    const unsure = { ...question, analysis: { ...analysis, confidence: 0.5 } };
    expect(await review(depsOf(null, 21), unsure, owner)).toMatchObject({ regenerate: true });
    const late = await review(depsOf(null, 21.5), unsure, owner);
    expect(late).toMatchObject({ regenerate: false, recommendation: { degraded: true } });
    expect(late.recommendation.degraded_reason).toContain('another pass');
  });

  it('asks nobody when too little time is left, and says so', async () => {
    const { council, asked } = councilOf({ critique: { value: critical } });
    const late = await review(depsOf(council, 17), question, owner);
    expect([late.reviewed_by, asked]).toEqual([['rules'], []]);
    expect(late.recommendation).toMatchObject({ degraded: false, critique: { by: ['rules'] } });
    expect(late.recommendation.critique?.unheard).toContain('second voice');
  });

  it('says why the voice was not heard; the words stand, the confidence too, and it asks no longer than there is time', async () => {
    const { council, asked } = councilOf({ critique: { code: 'LLM_UNAVAILABLE', reason: 'nobody answers' } });
    const result = await review(depsOf(council), { ...question, model: 'm', prompt_version: 'critique=1.1' }, owner);
    expect(asked).toMatchObject([{ task: 'critique', deadline_ms: 16_000, version: '1.1', model: 'm' }]);
    expect(result.recommendation).toMatchObject({
      ...{ degraded: false, degraded_reason: null, confidence: recommendation.confidence },
      critique: { by: ['rules'], unheard: 'LLM_UNAVAILABLE: nobody answers' },
    });
  });

  it('shows the critic what the records of the tenant say, and cases that people decided', async () => {
    const { council, asked } = councilOf({ critique: { value: satisfied } });
    const source = {
      source_id: 'd#0',
      title: 'Policy',
      text: 'At most 20 % a day.',
      score: 0.9,
      trusted: false as const,
    };
    const deps = { ...depsOf(council), recall: async () => [{ ...source, kind: 'policy_note' as const }] };
    await review({ ...deps, examples: async () => 'Case Fall: it worked.' }, question, owner);
    expect(asked).toMatchObject([{ sources: [source], optional_variables: { examples: 'Case Fall: it worked.' } }]);
    await review(deps, question, owner);
    expect(asked[1]?.optional_variables).toBeUndefined();
  });
});

describe('the wording of a recommendation', () => {
  const asked = { campaign_name: 'Spring', recommendation, context, started_at: begun, refresh: false };
  const said = (reasoning: string, source_ids = ['campaign_metrics']) => ({
    value: { reasoning, claims: [{ text: 'CPA rose.', source_ids, status: 'unclear' }] },
  });
  const good = 'CPA rose by 30 % because competitors bid more, so the bid goes up by 15 %.';
  const worded = async (answer: Parameters<typeof councilOf>[0][string], seconds = 1) => {
    const { council } = councilOf({ word_recommendation: answer });
    const draft = await draftWording(depsOf(council, seconds), asked, owner);
    return word('Spring', recommendation, draft);
  };

  it('is taken when every number in it is a number of the facts', async () => {
    const made = await worded(said(good));
    expect(made).toMatchObject({
      ...{ reasoning: good, degraded: false, prompt_version: 'word_recommendation@1.0' },
      ...{ model_version: 'rules-3+stand-in', claims: [{ source_ids: ['campaign_metrics'] }] },
      wording: { by: 'stand-in', verdict: 'agreed', not_verified_because: null },
    });
    expect({ ...made, ...changeable(recommendation) }).toEqual(recommendation);
  });

  it('that nobody could check in time is shown, and shown as not verified', async () => {
    const because = 'there was no time left';
    const made = await worded({ ...said(good), verdict: 'not_verified', not_verified_because: because });
    expect(made).toMatchObject({ reasoning: good, degraded: false, confidence: recommendation.confidence });
    expect(made.wording).toEqual({ by: 'stand-in', verdict: 'not_verified', not_verified_because: because });
  });

  it.each([
    ['an invented number', said('CPA rose by 77 %, so the bid goes up by 15 % at once.')],
    ['no answer', { code: 'LLM_DEADLINE', reason: 'late' } as const],
  ])('stays that of the rules with %s, and is degraded', async (_, answer) => {
    const made = await worded(answer);
    expect(made).toMatchObject({ reasoning: recommendation.reasoning, degraded: true });
    expect(made.degraded_reason).toMatch(/^LLM_/);
    expect(made.wording ?? null).toBeNull();
  });

  it('that another model finds unfounded is not shown, but its doubt is', async () => {
    const made = await worded({ ...said(good), verdict: 'disagreed', dissent: ['No source says so.'] });
    expect(made).toMatchObject({
      reasoning: recommendation.reasoning,
      dissent: ['No source says so.'],
      degraded: true,
    });
    expect(made.confidence).toBeLessThan(recommendation.confidence);
  });

  it('asks nobody when the time is over', async () => {
    const { council, asked: questions } = councilOf({});
    expect(await draftWording(depsOf(council, 20), asked, owner)).toMatchObject({ status: 'refused' });
    expect(questions).toEqual([]);
  });

  it('of the first pass serves in the second, also when no time is left, while the facts are the same', async () => {
    const { council, asked: questions } = councilOf({ word_recommendation: said(good) });
    const earlier = await draftWording(depsOf(council), asked, owner);
    const lower = { ...recommendation, confidence: 0.2, iteration_count: 1, generated_at: begun };
    expect(await draftWording(depsOf(council, 24), { ...asked, recommendation: lower, earlier }, owner)).toBe(earlier);
    expect(questions).toHaveLength(1);
    const other = { ...recommendation, specific_action: 'Lower the bid by 15 %.' };
    const again = await draftWording(depsOf(council), { ...asked, recommendation: other, earlier }, owner);
    expect([questions.length, again.status]).toEqual([2, 'worded']);
  });

  it('is never put over a recommendation that it does not word', async () => {
    const { council } = councilOf({ word_recommendation: said(good) });
    const draft = await draftWording(depsOf(council), asked, owner);
    const other = { ...recommendation, specific_action: 'Pause it.' };
    expect(word('Spring', other, draft)).toMatchObject({ reasoning: recommendation.reasoning, degraded: true });
    expect(word('Autumn', recommendation, draft)).toMatchObject({ degraded: true, claims: [] });
    expect(word('Spring', recommendation, { status: 'silent' })).toBe(recommendation);
  });

  it('rests on facts that no review changes, so that it may be written beside it', async () => {
    const { council } = councilOf({ critique: { value: critical } });
    const { recommendation: doubted } = await review(depsOf(council), question, owner);
    expect(doubted.confidence).toBeLessThan(recommendation.confidence);
    expect(factsOf('Spring', doubted)).toBe(factsOf('Spring', recommendation));
  });

  it('names the documents that its claims cite, and no others', async () => {
    const document = (source_id: string) => ({
      ...{ source_id, title: `Title of ${source_id}`, text: 'x', score: 0.9, trusted: false as const },
      kind: 'policy_note' as const,
    });
    const { council, asked: questions } = councilOf({ word_recommendation: said(good, ['campaign_metrics', 'd#0']) });
    const deps = { ...depsOf(council), recall: async () => [document('d#0'), document('e#1')] };
    const draft = await draftWording(deps, asked, owner);
    expect(questions[0]?.sources.map((source) => source.source_id)).toEqual(
      expect.arrayContaining(['campaign_metrics', 'd#0', 'e#1']),
    );
    expect(word('Spring', recommendation, draft).citations).toEqual([
      { source_id: 'd#0', title: 'Title of d#0', kind: 'policy_note' },
    ]);
  });
});

describe('all stages together', () => {
  it('come to the same cause, action and amounts whatever a model says', async () => {
    const plain = await reasonInStages(depsOf(null), { context, refresh: false }, owner);
    for (const value of [satisfied, critical]) {
      const { council, asked } = councilOf({ critique: { value } });
      const heard = await reasonInStages(depsOf(council, 0), { context, refresh: false }, owner);
      const { action, root_cause, typed_action, expected_effect } = plain;
      expect(heard).toMatchObject({ action, root_cause, typed_action, expected_effect });
      expect(heard.iteration_count).toBe(value === critical ? 2 : 1);
      expect(heard.critique?.first_pass ?? []).toEqual(
        value === critical ? ['CRITICAL: It pauses nothing. Pause all campaigns.'] : [],
      );
      expect(asked.filter(({ task }) => task === 'critique')).toHaveLength(1);
    }
    expect(plain).toMatchObject({ iteration_count: 1, degraded: false, validation: { passed: true } });
  });

  it('ask the critic and the writer at the same time, each for all the time there is', async () => {
    let waiting = 0;
    let together = 0;
    const { council } = councilOf({ critique: { value: satisfied } });
    const slow: Council = {
      ask: async (request, whom) => {
        waiting += 1;
        together = Math.max(together, waiting);
        await new Promise((resolve) => setImmediate(resolve));
        waiting -= 1;
        expect(request.deadline_ms).toBe(17_000);
        return council.ask(request, whom);
      },
    };
    await reasonInStages(depsOf(slow, 0), { context, refresh: false }, owner);
    expect(together).toBe(2);
  });

  it('come to one decision however a voice changes its mind about the same prompt', async () => {
    const plain = await reasonInStages(depsOf(null), { context, refresh: false }, owner);
    const orders = [
      [{ value: satisfied }, { value: critical }],
      [{ value: critical }, { value: satisfied }],
      [{ code: 'LLM_REFUSED', reason: 'no' } as const, { value: critical }],
    ];
    for (const critique of orders) {
      const { council } = councilOf({ critique });
      const twice = [
        await reasonInStages(depsOf(council, 0), { context, refresh: true }, owner),
        await reasonInStages(depsOf(council, 0), { context, refresh: true }, owner),
      ];
      for (const { action, typed_action, root_cause, confidence } of twice) {
        expect({ action, typed_action, root_cause }).toEqual({
          ...{ action: plain.action, typed_action: plain.typed_action, root_cause: plain.root_cause },
        });
        expect(confidence).toBeLessThanOrEqual(plain.confidence);
      }
    }
  });

  it('refuse a context without the metrics of the campaign, and say which source did not answer', async () => {
    const empty = springSale({ campaign_metrics: null, missing_sources: ['campaign_metrics'] });
    const asked = reasonInStages(depsOf(null), { context: empty, refresh: false }, owner);
    await expect(asked).rejects.toMatchObject({ code: 'CAMPAIGN_DATA_MISSING' });
  });
});

function changeable({ reasoning, claims, model_version, prompt_version, wording, citations }: typeof recommendation) {
  return { reasoning, claims, model_version, prompt_version, wording, citations };
}
