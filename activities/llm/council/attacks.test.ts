import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CouncilRequest } from '../../../contracts/council.ts';
import { critiqueAnswerSchema, modelAnswerSchemas } from '../../../contracts/model-answers.ts';
import {
  agreeing,
  type CouncilStage,
  goodWording,
  startCouncilStage,
  wordingQuestion,
} from '../../../tests/llm/council-stage.ts';
import { injections } from '../../../tests/llm/injections.ts';
import { withoutUnseen } from '../outgoing/plain-text.ts';
import { createPromptRegistry } from '../prompts/index.ts';

let stage: CouncilStage;
beforeAll(async () => {
  stage = await startCouncilStage();
});
afterAll(() => stage?.stop());
beforeEach(() => stage.forget());

const alone = { ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: undefined };
const poisoned = (text: string) =>
  wordingQuestion({
    ...{ refresh: true, deadline_ms: 25_000, variables: { facts: `${wordingQuestion().variables.facts} ${text}` } },
    sources: [...wordingQuestion().sources, { source_id: 'outside', title: text.slice(0, 80), text, trusted: false }],
  });
const leads = /evil|https?:|javascript:|<script|!\[|\]\(|\b900\b/i;

describe('two hundred texts of attackers', () => {
  const all = injections();

  it('are two hundred different ones', () => {
    expect(new Set(all.map((each) => each.text)).size).toBe(200);
  });

  it('end no block of data, stay out of the standing orders, and bring nothing unseen or personal to a model', async () => {
    await stage.script({ reply: goodWording });
    const council = stage.open(alone);
    await stage.database.owner
      .sql`insert into llm_budgets (tenant_id, scope, limit_micro_usd) values (${stage.tenant.tenant_id}, 'run', 1000000000)`;
    for (let start = 0; start < all.length; start += 20) {
      const some = all.slice(start, start + 20).map(({ text }) => council.ask(poisoned(text), stage.owner()));
      expect((await Promise.all(some)).filter((answer) => answer.status !== 'answered')).toEqual([]);
    }
    const sent = await stage.calls();
    expect(sent).toHaveLength(200);
    const orders = createPromptRegistry().getPrompt('word_recommendation').prompt.trim();
    for (const { prompt } of sent) {
      expect(prompt.startsWith(orders)).toBe(true);
      const message = prompt.slice(prompt.indexOf('nothing else.'));
      expect(message.match(/<data [^<>]*>/g)).toHaveLength(4);
      expect(message.match(/<\/data>/g)).toHaveLength(4);
      expect(message.replace(/<data [^<>]*>\n[^<>]*\n<\/data>/g, '').trim()).toBe(
        'nothing else.\n\n\n\n\n\n\n\n\nWord the recommendation.'.trim(),
      );
      expect(withoutUnseen(prompt)).toBe(prompt);
      expect(prompt).not.toContain('root@evil.example');
    }
  });
});

describe('a model that is the attacker', () => {
  const tasks = Object.entries(modelAnswerSchemas);
  const variablesOf = (name: string) =>
    Object.fromEntries(
      createPromptRegistry()
        .getPrompt(name)
        .variables.map((variable) => [variable.name, 'CPA rose by 30 %.']),
    );

  it.each(tasks.flatMap(([name]) => [[name, 'in_shape'] as const, [name, 'out_of_shape'] as const]))(
    'gets nothing through as %s, %s',
    async (name, evil) => {
      await stage.script({ evil });
      const council = stage.open();
      const schema: z.ZodType<unknown> | undefined = tasks.find(([task]) => task === name)?.[1];
      for (let time = 0; time < 4; time += 1) {
        const question: CouncilRequest<unknown> = {
          ...{
            ...wordingQuestion(),
            task: name,
            prompt: { name },
            variables: variablesOf(name),
            refresh: true,
            verify: true,
          },
          schema: schema ?? z.never(),
        };
        const answer = await council.ask(question, stage.owner());
        // A mark with one sentence can lie without a figure, an id or an address; then nobody vouches for it.
        const harmless = name === 'rubric' && answer.status === 'answered';
        expect(answer).toMatchObject(
          harmless ? { verdict: 'not_verified', dissent: [] } : { status: 'degraded', code: 'LLM_ANSWER_INVALID' },
        );
        expect(JSON.stringify(answer)).not.toMatch(leads);
      }
    },
  );

  it('as the verifier can neither agree with links nor put words into the dissent', async () => {
    await stage.script({ match: { text: 'You check the answer' }, evil: 'in_shape' }, { reply: goodWording });
    const answer = await stage.open().ask(wordingQuestion({ verify: true }), stage.owner());
    expect(answer).toMatchObject({ status: 'answered', verdict: 'not_verified', value: goodWording, dissent: [] });
    expect(JSON.stringify(answer)).not.toMatch(leads);
  });

  it('as the first vendor is passed over for an honest one', async () => {
    await stage.script({ match: { vendor: 'xai' }, evil: 'in_shape' }, agreeing, { reply: goodWording });
    const answer = await stage.open().ask(wordingQuestion({ verify: true }), stage.owner());
    expect(answer).toMatchObject({
      model: 'claude-haiku-4-5',
      verdict: 'agreed',
      fallback_from: ['grok-2:LLM_ANSWER_INVALID'],
    });
  });
});

describe('an answer that contradicts what it was given', () => {
  const ask = async (reply: object) => {
    await stage.script({ reply });
    return stage.open(alone).ask(wordingQuestion(), stage.owner());
  };
  const claims = goodWording.claims;
  it.each<[string, object]>([
    ['a number that no source has', { reasoning: 'CPA rose by 35 %, so the bid goes to 2.88.', claims }],
    [
      'an id that was not given',
      { ...goodWording, claims: [{ text: 'CPA rose.', source_ids: ['campaign_9'], status: 'supported' }] },
    ],
    ['digits of another script', { reasoning: 'CPA rose by ３５ %, so the bid goes to 2.88.', claims }],
  ])('with %s is refused twice and then not used', async (_, reply) => {
    expect(await ask(reply)).toMatchObject({ status: 'degraded', code: 'LLM_ANSWER_INVALID' });
  });

  it('with one source for a fact is marked unclear, whatever it says of itself', async () => {
    const reply = {
      ...goodWording,
      claims: [{ text: 'CPA rose by 30 %.', source_ids: ['metrics'], status: 'supported' }],
    };
    expect(await ask(reply)).toMatchObject({ status: 'answered', value: { claims: [{ status: 'unclear' }] } });
  });

  it('with a confidence of 3 is refused', async () => {
    const schema = critiqueAnswerSchema.extend({ confidence: z.number().min(0).max(1) });
    await stage.script({
      reply: { is_satisfactory: true, issues: [], strengths: [], overall_assessment: 'Fine.', confidence: 3 },
    });
    const question = { ...wordingQuestion(), schema, task: 'critique' };
    expect(await stage.open(alone).ask(question, stage.owner())).toMatchObject({
      status: 'degraded',
      code: 'LLM_ANSWER_INVALID',
    });
  });
});

describe('personal data', () => {
  it('of sources, variables and known people is hashed before it leaves, in the trace too', async () => {
    await stage.database.owner.sql`update users set display_name = 'Robin Example'`;
    await stage.script({ reply: goodWording });
    const facts = `${wordingQuestion().variables.facts} Ask Robin Example, robin@example.com or +49 170 1234567.`;
    const answer = await stage.open(alone).ask(wordingQuestion({ variables: { facts } }), stage.owner());
    expect(answer.status).toBe('answered');
    const [call] = await stage.calls();
    const traces = JSON.stringify(await stage.database.owner.sql`select input, output from llm_traces`);
    for (const text of [call?.prompt ?? '', traces]) {
      expect(text).not.toMatch(/Robin|robin@|1234567/);
      expect(text).toMatch(/email_[0-9a-f]{16}/);
      expect(text).toMatch(/name_[0-9a-f]{16}/);
    }
  });

  it('where nothing is hashed stops the question', async () => {
    await stage.script({ reply: goodWording });
    const sources = wordingQuestion().sources.map((source) => ({
      ...source,
      source_id: `${source.source_id} robin@example.com`,
    }));
    const answer = await stage.open(alone).ask(wordingQuestion({ sources }), stage.owner());
    expect(answer).toMatchObject({ status: 'degraded', code: 'LLM_PERSONAL_DATA' });
    expect(await stage.calls()).toEqual([]);
  });
});
