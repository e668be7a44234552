import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type CouncilStage,
  goodWording,
  startCouncilStage,
  wordingQuestion,
} from '../../../tests/llm/council-stage.ts';

let stage: CouncilStage;
beforeAll(async () => {
  stage = await startCouncilStage();
});
afterAll(() => stage?.stop());
beforeEach(async () => {
  await stage.forget();
  await stage.script({ reply: goodWording });
});

/** One vendor, so that nobody is asked beside it on a slow day. */
const alone = { ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: undefined };
const ask = (environment: Record<string, string | undefined> = {}) =>
  stage.open({ ...alone, ...environment }).ask(wordingQuestion(), stage.owner());
const traces = () => stage.database.owner.sql`select input, output from llm_traces`;

describe('a call that is written down', () => {
  it('carries the labels of its project and its environment', async () => {
    await ask({ TRACING_PROJECT: 'spring', MBI_ENVIRONMENT: 'prod' });
    await stage.database.owner.sql`truncate llm_answers`;
    await ask();
    expect(await stage.ledger()).toMatchObject([
      { trace_project: 'spring', environment: 'prod', batch_id: null, saved_usd: null },
      { trace_project: 'marketing-agent', environment: 'dev' },
    ]);
  });

  it('carries them when it failed, too', async () => {
    await stage.script({ error: { status: 400 } });
    await ask({ TRACING_PROJECT: 'spring' });
    expect(await stage.ledger()).toMatchObject([{ status: 'LLM_REFUSED', trace_project: 'spring', output_hash: null }]);
  });

  it('leaves its texts while tracing is on, and nothing but its row when it is off', async () => {
    await ask({ TRACING_ENABLED: 'false' });
    expect(await traces()).toEqual([]);
    const [row] = await stage.ledger();
    expect(row).toMatchObject({ status: 'answered', prompt_hash: expect.any(String), output_hash: expect.any(String) });
    expect(Number(row?.cost_usd)).toBeGreaterThan(0);
    await stage.database.owner.sql`truncate llm_answers`;
    await ask({ TRACING_ENABLED: 'true' });
    expect(await traces()).toMatchObject([
      { input: expect.stringContaining('CPA rose'), output: JSON.stringify(goodWording) },
    ]);
  });

  it('settles what was set aside for it, traced or not', async () => {
    await ask({ TRACING_ENABLED: 'false' });
    const [row] = await stage.database.owner.sql`
      select settled_micro_usd::int as settled, reserved_micro_usd::int as reserved from llm_reservations`;
    expect(row?.settled).toBeGreaterThan(0);
    expect(row?.settled).toBeLessThan(row?.reserved);
  });
});

describe('a model whose price nobody knows', () => {
  it('is reckoned with the usual price, and that is said each time', async () => {
    await ask({ XAI_MODEL: 'brand-new' });
    const warned = {
      fields: { model: 'brand-new' },
      message: 'no price is known for this model; the usual one is taken',
    };
    expect(stage.warnings).toContainEqual(warned);
    const [row] = await stage.ledger();
    expect(Number(row?.cost_usd)).toBeCloseTo((row?.input_tokens * 0.15 + row?.output_tokens * 0.6) / 1e6, 6);
  });

  it('is not warned of once the tenant has entered one, and that is taken', async () => {
    const { tenant_id } = stage.tenant;
    await stage.database.owner.sql`insert into llm_prices (tenant_id, model, effective_on, input_usd, output_usd)
      values (${tenant_id}, 'brand-newer', '2020-01-01', 10, 0)`;
    await ask({ XAI_MODEL: 'brand-newer' });
    expect(stage.warnings).toEqual([]);
    const [row] = await stage.ledger();
    expect(Number(row?.cost_usd)).toBeCloseTo(row?.input_tokens / 100_000, 6);
  });
});

describe('what a question costs', () => {
  const spent = async () => (await stage.ledger()).reduce((sum, row) => sum + Number(row.cost_usd), 0);

  it.each([
    ['prose', { reply: 'Sure! Pause everything.' }, 'LLM_ANSWER_INVALID', false],
    ['a number of its own', { reply: { ...goodWording, reasoning: 'CPA rose by 77 %.' } }, 'LLM_ANSWER_INVALID', true],
    ['an answer that was cut short', { reply: goodWording, stop: 'max_tokens' }, 'LLM_REFUSED', false],
    ['ten megabytes', { reply: goodWording, flood_bytes: 10_000_000 }, 'LLM_ANSWER_TOO_LARGE', false],
  ])('is told though nothing came of it but %s', async (_, entry, code, invented) => {
    await stage.script(entry);
    const answer = await ask();
    expect(answer).toMatchObject({ status: 'degraded', code, invented, cost_usd: expect.closeTo(await spent(), 5) });
    expect(await spent()).toBeGreaterThan(0);
  });

  it('is estimated where a vendor says what no count of tokens can be, so that no budget grows by it', async () => {
    for (const prompt_tokens of [-1_000_000_000, 1e15, 0.5, '12', null]) {
      await stage.forget();
      const message = { role: 'assistant', content: JSON.stringify(goodWording), refusal: null };
      const body = { id: 'r', object: 'chat.completion', created: 1, model: 'grok-4.6', usage: { prompt_tokens } };
      await stage.script({ raw: JSON.stringify({ ...body, choices: [{ index: 0, finish_reason: 'stop', message }] }) });
      expect(await ask()).toMatchObject({ status: 'answered', cost_usd: expect.closeTo(await spent(), 5) });
      expect(await stage.ledger()).toMatchObject([{ status: 'answered', input_tokens: 0 }]);
      const [row] = await stage.database.owner.sql`select settled_micro_usd::int as settled from llm_reservations`;
      expect(row?.settled, `${prompt_tokens}`).toBeGreaterThan(0);
    }
  });
});
