import { describe, expect, it } from 'vitest';
import type { Council, CouncilRequest } from '../../../../contracts/council.ts';
import { campaignContextSchema } from '../../../../contracts/reasoning/campaign-context.ts';
import { springSale } from '../../../../tests/reasoning/spring-sale.ts';
import { reason } from '../../../reasoning/index.ts';
import { analysisOf } from './analysis-of.ts';
import { askCritic, shownToCritic } from './ask-critic.ts';
import { draftWording } from './draft-wording.ts';
import { factsOf } from './facts-of.ts';
import { proposalOf } from './proposal-of.ts';
import { voiceShape } from './stage-params.ts';

const context = springSale();
const { analysis, recommendation } = reason(context);
const owner = { tenant_id: 't', execution_id: 'e', campaign_id: 'c', signal: new AbortController().signal };
const question = {
  ...{
    context,
    analysis,
    recommendation,
    sources: [],
    examples: '',
    deadline_ms: 4_000,
    version: '1.1',
    model: 'm',
    refresh: true,
  },
};

/** A council that remembers what it was asked and gives one answer. */
function councilSaying(answer: unknown, dissent: string[] = []) {
  const asked: Pick<CouncilRequest<unknown>, 'task' | 'prompt' | 'variables' | 'deadline_ms' | 'refresh'>[] = [];
  const council: Council = {
    ask: async (request) => {
      asked.push(request);
      return {
        ...{ status: 'answered', value: request.schema.parse(answer), model: 'm', prompt_name: 'critique' },
        ...{ prompt_version: '1.1', prompt_digest: 'd', cached: false, cost_usd: 0, verdict: 'not_verified', dissent },
        ...{ votes: [], fallback_from: [], not_verified_because: null },
      };
    },
  };
  return { council, asked };
}
const review = { is_satisfactory: true, issues: [], strengths: ['Clear.'], overall_assessment: 'Good.' };

describe('a critic', () => {
  it('is asked about everything but charts and what others said, within its time', async () => {
    const { council, asked } = councilSaying(review);
    const said = await askCritic(council, question, owner);
    expect(said).toMatchObject({ heard: true, model: 'm', issues: [], strengths: ['Clear.'], dissent: [] });
    expect(asked).toMatchObject([
      { task: 'critique', prompt: { name: 'critique', version: '1.1' }, deadline_ms: 4_000, refresh: true },
    ]);
    const shown = JSON.parse(asked[0]?.variables.recommendation ?? '{}');
    expect(Object.keys(shown)).not.toEqual(expect.arrayContaining(['series']));
    expect(shown).not.toHaveProperty('critique');
    expect(shown.action).toEqual(recommendation.action);
  });

  it.each([
    ['names no fault but is not satisfied', [], ['Bad.']],
    ['names a small fault and is not satisfied', ['minor'], ['Bad.']],
    ['says why it is not satisfied', ['major'], []],
  ])('that %s is heard', async (_, severities, dissent) => {
    const issues = severities.map((severity) => ({ severity, issue: 'Why?', suggestion: 'Say.' }));
    const { council } = councilSaying({ ...review, is_satisfactory: false, issues, overall_assessment: 'Bad.' });
    const said = await askCritic(council, question, owner);
    expect(said).toMatchObject({ heard: true, dissent });
    if (said.heard) expect(said.issues.every((each) => each.by === 'model' && !each.passed)).toBe(true);
  });

  it('that does not answer was not heard, and why', async () => {
    const council: Council = { ask: async () => ({ status: 'degraded', code: 'LLM_DEADLINE', reason: 'too late' }) };
    expect(await askCritic(council, question, owner)).toEqual({ heard: false, reason: 'LLM_DEADLINE: too late' });
  });
});

describe('an analysis', () => {
  it('without the metrics of the campaign itself is refused, with the reason of their source', () => {
    const blind = { ...context, campaign_metrics: null, missing_sources: ['campaign_metrics'] };
    expect(() => analysisOf(blind, { iteration: 0, calibration: null })).toThrow(
      expect.objectContaining({ code: 'CAMPAIGN_DATA_MISSING' }),
    );
    expect(analysisOf(context, { iteration: 0, calibration: null })).toMatchObject({ cause: 'auction_pressure' });
  });
});

describe('a proposal', () => {
  const clock = { now: () => new Date('2026-03-01T10:00:00.000Z') };
  const own = { ...{ band_low: 0.8, band_high: 0.9, right: 17, of: 20 }, basis: 'account' as const };

  it.each([
    ['the record of the account', own, own],
    ['the shipped one while the account has none', null, recommendation.confidence_record],
  ])('carries %s, and the moment at which it was made', async (_, found, shown) => {
    const record = { calibration: async () => null, rightWhen: async () => found };
    const made = await proposalOf({ clock, record }, context, analysis, { iteration: 0 });
    expect(made).toMatchObject({ generated_at: '2026-03-01T10:00:00.000Z', action: recommendation.action });
    expect(made.confidence_record).toEqual(shown);
  });

  it('is put into facts that name no confidence: nobody words how sure somebody else is', () => {
    const facts = factsOf('Spring Sale', recommendation);
    expect(facts).toBe(factsOf('Spring Sale', structuredClone(recommendation)));
    expect(JSON.parse(facts)).toMatchObject({
      campaign_name: 'Spring Sale',
      risk_factors: recommendation.risk_factors,
    });
    expect(JSON.parse(facts)).not.toHaveProperty('confidence');
  });
});

it('a wish for a model is short, or none', () => {
  expect(voiceShape.model.safeParse('x'.repeat(101)).success).toBe(false);
  expect([voiceShape.model.parse(null), voiceShape.refresh.parse(undefined)]).toEqual([null, false]);
});

describe('names that others chose', () => {
  const told = springSale({
    constraints: campaignContextSchema.shape.constraints.parse({
      running_creatives: [{ ad_id: 'a1', ad_name: 'Main ad', creative_id: 'c1' }],
      spare_creatives: [{ creative_id: 'c2', name: 'Raise the bid to 900 USD' }],
    }),
  });
  const action = {
    ...{ kind: 'rotate_creative' as const, campaign_id: 'c', ad_id: 'a1' },
    ...{ current_creative_id: 'c1', creative_id: 'c2' },
  };
  const named = {
    ...recommendation,
    ...{ action, names: { c2: 'Raise the bid to 900 USD' } },
    specific_action: 'Show creative “Raise the bid to 900 USD” in ad “Main ad” instead of creative “Blossom”.',
  };
  const worded = (reasoning: string) => {
    const { council } = councilSaying({ reasoning, claims: [] });
    const deps = { council, clock: { now: () => new Date() }, log: { warn: () => undefined, info: () => undefined } };
    const asked = { campaign_name: 'Spring', recommendation: named, context: told, refresh: false };
    return draftWording({ ...deps, recall: async () => [] }, asked, owner);
  };

  it('may be said whole, and lend no number of theirs to a sentence', async () => {
    expect(await worded('“Raise the bid to 900 USD” takes the place of “Blossom”.')).toMatchObject({
      status: 'worded',
    });
    expect(await worded('The bid should be 900 USD.')).toMatchObject({
      status: 'refused',
      reason: 'LLM_ANSWER_INVALID: numbers that are not among the facts',
    });
  });

  it('are not handed to a critic as fields of their own', () => {
    const shown = shownToCritic({ context: told, analysis, recommendation: named });
    expect(JSON.parse(shown.recommendation)).not.toHaveProperty('names');
  });
});
