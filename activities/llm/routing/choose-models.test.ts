import { describe, expect, it } from 'vitest';
import { languageModelConfig } from '../../../contracts/config/index.ts';
import { pointsOf } from '../../reasoning/index.ts';
import { configuredModels } from '../models/configured-models.ts';
import { chooseModels, type Demand } from './choose-models.ts';
import { routeOf } from './routing-table.ts';

const keys = { XAI_API_KEY: 'x', ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' };
const config = (more: object = {}) => languageModelConfig.parse({ ...keys, ...more });
const modelsOf = (more: object = {}) => configuredModels(config(more), fetch);
const order = (more: object = {}, demand: Partial<Demand> = {}) => {
  const usual = {
    input_tokens: 100,
    complexity_points: 0,
    first: undefined,
    except: new Set<string>(),
    costOf: () => 0.01,
  };
  return chooseModels(modelsOf(more), routeOf('critique'), { ...usual, ...demand }).map((model) => model.alias);
};

describe('the order of models', () => {
  it('is Grok, Claude, GPT, and passes over what has no key', () => {
    expect(order()).toEqual(['grok-2', 'claude-haiku-4-5', 'gpt-6-luna']);
    expect(order({ XAI_API_KEY: undefined })).toEqual(['claude-haiku-4-5', 'gpt-6-luna']);
    expect(order({ XAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined })).toEqual(['gpt-6-luna']);
    expect(order({ XAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: undefined })).toEqual([]);
  });

  it('begins with the one that is named, by id or alias', () => {
    expect(order({}, { first: 'gpt-6-luna' })).toEqual(['gpt-6-luna', 'grok-2', 'claude-haiku-4-5']);
    expect(order({ XAI_MODEL: 'grok-9' }, { first: 'grok-9' })).toEqual(['grok-2', 'claude-haiku-4-5', 'gpt-6-luna']);
    expect(order({}, { first: 'unheard-of' })).toEqual(order());
  });

  it('has the larger model of a vendor for a hard question alone', () => {
    const large = { OPENAI_LARGE_MODEL: 'gpt-4o', OPENAI_MODEL: 'gpt-4o-mini' };
    expect(order(large, { complexity_points: 4 })).toEqual(['grok-2', 'claude-haiku-4-5', 'gpt-4o-mini']);
    expect(order(large, { complexity_points: 5 })).toEqual(['grok-2', 'claude-haiku-4-5', 'gpt-4o']);
  });

  it('leaves out who may not be asked, who is too dear, and everybody when the question is too long', () => {
    expect(order({}, { except: new Set(['claude-haiku-4-5']) })).toEqual(['grok-2', 'gpt-6-luna']);
    expect(order({}, { costOf: (model) => (model === 'grok-4.6' ? 9 : 0) })).toEqual([
      'claude-haiku-4-5',
      'gpt-6-luna',
    ]);
    expect(order({}, { input_tokens: 60_001 })).toEqual([]);
  });

  it('is the usual one for a task that is not in the table, whatever it is called', () => {
    expect(routeOf('constructor')).toEqual(routeOf('something new'));
  });
});

describe('how hard a case is', () => {
  it.each([
    [60, true, false, 'gpt-4o'],
    [60, false, true, 'gpt-4o-mini'],
    [10, true, true, 'gpt-4o'],
    [80, true, true, 'gpt-4o'],
    [0, false, false, 'gpt-4o-mini'],
  ])('CPA %d %%, conflict %s, novel %s: %s', (cpa_change_pct, conflict, novel, model) => {
    const sizes = { OPENAI_LARGE_MODEL: 'gpt-4o', OPENAI_MODEL: 'gpt-4o-mini' };
    const complexity_points = pointsOf({ cpa_change_pct, conflict, novel });
    expect(order({ ...sizes, XAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined }, { complexity_points })).toEqual([
      model,
    ]);
  });
});

describe('the configuration of models', () => {
  it('sends at most 0.2 as temperature, and none only to a model that is named for it', () => {
    expect(modelsOf().map((model) => model.temperature)).toEqual([0, 0, 0]);
    const allowed = modelsOf({ MBI_LLM_TEMPERATURE: '0.2', MBI_LLM_WITHOUT_TEMPERATURE: 'gpt-6-luna, other' });
    expect(allowed.map((model) => model.temperature)).toEqual([0.2, 0.2, null]);
    expect(languageModelConfig.safeParse({ MBI_LLM_TEMPERATURE: '0.3' }).success).toBe(false);
  });

  it.each([
    ['one model for both jobs', { MBI_LLM_GENERATOR: 'gpt-6-luna', MBI_LLM_VERIFIER: 'gpt-6-luna' }],
    ['one model under two names', { MBI_LLM_GENERATOR: 'grok-2', MBI_LLM_VERIFIER: 'grok-4.6' }],
    [
      'a verifier without a writer',
      { XAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined, MBI_LLM_VERIFIER: 'gpt-6-luna' },
    ],
    ['a verifier without a key', { OPENAI_API_KEY: undefined, MBI_LLM_VERIFIER: 'gpt-6-luna' }],
    ['a writer that nobody knows', { MBI_LLM_GENERATOR: 'gpt-unheard-of' }],
  ])('with %s refuses to start', (_, more) => {
    expect(() => modelsOf(more)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it('with two models for two jobs starts', () => {
    expect(modelsOf({ MBI_LLM_GENERATOR: 'grok-2', MBI_LLM_VERIFIER: 'gpt-6-luna' })).toHaveLength(3);
  });
});
