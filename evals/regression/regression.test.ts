import { describe, expect, it } from 'vitest';
import type { Council } from '../../contracts/council.ts';
import { type AssertionHelp, assertOutput, workflowMatch } from './assertions.ts';
import { councilProvider, rulesProvider } from './providers.ts';
import { runSuite, scoreOf } from './run-suite.ts';

const nobody = { similarity: null, rubric: null };
const kind = {
  similarity: { encoder: 'remote', likeness: async () => 0.81 },
  rubric: async () => ({ kept: 0.9, cost_usd: 0 }),
} as const;
const owner = { ...{ tenant_id: 't', execution_id: null, campaign_id: null }, signal: new AbortController().signal };

describe('the workflow match', () => {
  it.each([
    ['{"recommended_workflow":"Bid Adjustment"}', 1, 'expected Bid Adjustment, got Bid Adjustment'],
    ['{"recommended_workflow":"Campaign Pause"}', 0, 'expected Bid Adjustment, got Campaign Pause'],
    ['{"root_cause":"x"}', 0, 'no recommended_workflow'],
    ['I would raise the bid.', 0, 'JSON'],
  ])('of %s is %d', (output, score, told) => {
    expect(workflowMatch(output, 'Bid Adjustment')).toMatchObject({ score, reason: expect.stringContaining(told) });
  });
});

describe('assertions', () => {
  it('find text in any case, and hold similarity and rubric to their limits', async () => {
    const score = async (assertion: Parameters<typeof assertOutput>[1], help: AssertionHelp = kind) =>
      (await assertOutput('A Creative Refresh', assertion, 'Creative Refresh', help)).score;
    expect(await score({ type: 'contains', text: 'creative refresh' })).toBe(1);
    expect(await score({ type: 'is-json' })).toBe(0);
    const similar = { type: 'similar', statement: 'x', threshold: 0.8, offline_threshold: 0.5 } as const;
    expect(await score(similar)).toBe(1);
    expect(await score({ ...similar, threshold: 0.82 })).toBe(0);
    expect(
      await score({ type: 'rubric', rubric: 'x' }, { ...kind, rubric: async () => ({ kept: 0.5, cost_usd: 0 }) }),
    ).toBe(0);
  });
});

describe('the suite', () => {
  it('runs without keys on the rules, and says what nobody could judge', async () => {
    const results = await runSuite({ providers: [rulesProvider], prompt_versions: ['1.0', '2.0'], help: nobody });
    expect(results.map((each) => each.passed)).toEqual([true, true, true, true]);
    expect(results[0]?.assertions.filter(({ score }) => score === null).map(({ type }) => type)).toEqual([
      ...['rubric', 'similar'],
    ]);
    expect(scoreOf(results, '2.0')).toBe(1);
    expect(scoreOf(results, '9.0')).toBeNull();
  });

  it('runs the chain to the recommendation, with the version of the prompt that is asked for, by name', async () => {
    const asked: string[] = [];
    const council: Council = {
      ask: async ({ task, prompt, schema, variables }) => {
        asked.push(`${task} ${prompt.version ?? 'latest'} ${Object.keys(variables).join('+')}`);
        const analysis = { signal_analysis: 'x', root_cause: 'x', confidence: 0.8, confidence_reasoning: 'x' };
        const told = { specific_action: 'x', reasoning: 'x', expected_impact: 'x', risk_level: 'low', confidence: 1 };
        const lists = {
          supporting_evidence: [],
          contradictory_evidence: [],
          risk_factors: [],
          alternative_actions: [],
        };
        const value = { ...analysis, ...told, ...lists, success_metrics: [], recommended_workflow: 'Bid Adjustment' };
        return {
          ...{ status: 'answered', value: schema.parse(value), model: 'm', prompt_name: task, prompt_version: '1.0' },
          ...{ prompt_digest: 'x', cached: false, cost_usd: 0, verdict: 'not_verified', dissent: [], votes: [] },
          ...{ not_verified_because: null, fallback_from: [] },
        };
      },
    };
    const providers = [councilProvider({ council, model: 'gpt-4o', owner })];
    const results = await runSuite({ providers, prompt_versions: ['2.0'], help: kind, filter: 'pressure' });
    expect(results).toMatchObject([{ provider: 'gpt-4o', prompt_version: '2.0', passed: true }]);
    expect(asked).toEqual(['signal_analysis 2.0 context', 'recommendation_generation latest context+analysis']);
  });

  it('fails a cell whose provider gives no answer, with the code', async () => {
    const silent: Council = { ask: async () => ({ status: 'degraded', code: 'LLM_UNAVAILABLE', reason: 'No key.' }) };
    const providers = [councilProvider({ council: silent, model: 'gpt-4o', owner }), rulesProvider];
    const results = await runSuite({ providers, prompt_versions: ['1.0'], help: nobody, filter: 'fatigue' });
    expect(results.map((each) => each.passed)).toEqual([false, true]);
    expect(results[0]?.assertions[0]?.reason).toBe('LLM_UNAVAILABLE: No key.');
    expect(scoreOf(results, '1.0')).toBe(0.5);
  });
});
