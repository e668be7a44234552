import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BatchOrder, CouncilQuestion } from '../../../contracts/council.ts';
import {
  type CouncilStage,
  goodWording,
  startCouncilStage,
  type Wording,
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
  await stage.playBatches();
});

/** Only this vendor has a key. */
const only = {
  anthropic: { XAI_API_KEY: undefined, OPENAI_API_KEY: undefined },
  openai: { XAI_API_KEY: undefined, ANTHROPIC_API_KEY: undefined },
  xai: { ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: undefined },
};
type Vendor = keyof typeof only;
const vendors = ['anthropic', 'openai'] as const;

/** The same question about another campaign each time. */
function question(name: string, more: Partial<CouncilQuestion<Wording>> = {}): CouncilQuestion<Wording> {
  const { deadline_ms: _deadline, verify: _verify, ...rest } = wordingQuestion();
  const facts = `Campaign ${name}. CPA rose by 30 % from 45 to 58.50 USD. The bid goes from 2.50 to 2.88.`;
  return { ...rest, variables: { facts }, ...more };
}
const order = (more: Partial<BatchOrder> = {}): BatchOrder => ({
  ...{ batch_key: randomUUID(), patience_ms: 20_000, beat: () => undefined },
  ...more,
});
const council = (vendor: Vendor, more: Record<string, string | undefined> = {}) =>
  stage.open({ ...only[vendor], ...more }, 2_000);
const askMany = (
  vendor: Vendor,
  names: readonly string[],
  asked: BatchOrder = order(),
  more: Record<string, string | undefined> = {},
) =>
  council(vendor, more).askMany(
    names.map((name) => question(name)),
    stage.owner(),
    asked,
  );
const statuses = (answers: readonly { readonly status: string; readonly code?: string }[]) =>
  answers.map(({ status, code }) => code ?? status);
const money = () =>
  stage.database.owner.sql`select reserved_micro_usd::int as reserved, settled_micro_usd::int as settled
    from llm_reservations order by reserved_at, reservation_id`;
const rows = () =>
  stage.database.owner.sql`select status, vendor_batch_id, ended_at from llm_batches order by created_at`;
/** Answers a question that says this with something else. */
const when = (text: string, entry: object) => ({ match: { text: `Campaign ${text}.` }, ...entry });

describe.each(vendors)('questions in a batch of %s', (vendor) => {
  it('are answered each for itself, in their order, for half the price', async () => {
    const other = { ...goodWording, reasoning: 'The bid goes up, as CPA rose by 30 %.' };
    await stage.script(when('b', { reply: other }), { reply: goodWording });
    const answers = await askMany(vendor, ['a', 'b', 'c']);
    expect(answers).toMatchObject([
      {
        status: 'answered',
        value: goodWording,
        cached: false,
        verdict: 'not_verified',
        prompt_name: 'word_recommendation',
      },
      { status: 'answered', value: other },
      { status: 'answered', value: goodWording },
    ]);
    const batches = await stage.batches();
    expect(batches).toMatchObject([
      { vendor, status: 'ended', custom_ids: [{}, {}, {}].map(() => expect.any(String)) },
    ]);
    const calls = await stage.ledger();
    expect(calls).toHaveLength(3);
    for (const call of calls) {
      const price = vendor === 'anthropic' ? { input: 1, output: 5 } : { input: 0.1, output: 0.5 };
      const full = (call.input_tokens * price.input + call.output_tokens * price.output) / 1e6;
      expect(Number(call.cost_usd)).toBeCloseTo(full / 2, 5);
      expect(Number(call.saved_usd)).toBeCloseTo(full / 2, 5);
      expect(call).toMatchObject({
        ...{ vendor, status: 'answered', role: 'generator', cached: false },
        batch_id: calls[0]?.batch_id,
      });
    }
    const set_aside = await money();
    expect(set_aside).toHaveLength(3);
    for (const { reserved, settled } of set_aside) expect(settled).toBeLessThan(reserved);
    const total = (amounts: readonly number[]) => amounts.reduce((sum, each) => sum + each, 0);
    const paid = total(calls.map((call) => Number(call.cost_usd)));
    expect(total(set_aside.map((each) => each.settled)) / 1e6).toBeCloseTo(paid, 5);
    expect(await rows()).toMatchObject([
      { status: 'settled', vendor_batch_id: batches[0]?.id, ended_at: expect.any(String) },
    ]);
  });

  it('keep their own errors, and what the vendor does not bill costs nothing', async () => {
    await stage.script(
      when('wrong', { reply: 'no JSON at all' }),
      when('refused', { error: { status: 400, type: 'invalid_request_error' } }),
      when('overloaded', { error: { status: 529, type: 'overloaded_error' } }),
      when('cut', { reply: '{"half', stop: 'max_tokens' }),
      when('expired', { black_hole: true }),
      when('invented', { reply: { ...goodWording, reasoning: 'CPA rose by 77 %.' } }),
      { reply: goodWording },
    );
    const names = ['fine', 'wrong', 'refused', 'overloaded', 'cut', 'expired', 'invented'];
    const answers = await askMany(vendor, names);
    expect(statuses(answers)).toEqual([
      ...['answered', 'LLM_ANSWER_INVALID', 'LLM_REFUSED', 'LLM_UNAVAILABLE', 'LLM_REFUSED', 'LLM_DEADLINE'],
      'LLM_ANSWER_INVALID',
    ]);
    const calls = await stage.ledger();
    const free = calls.filter((call) => Number(call.cost_usd) === 0).map((call) => call.status);
    expect(free.sort()).toEqual(['LLM_DEADLINE', 'LLM_REFUSED', 'LLM_UNAVAILABLE']);
    expect(calls.map((call) => call.status).sort()).toEqual([...statuses(answers)].sort());
    expect((await money()).every(({ settled }) => settled !== null)).toBe(true);
  });

  it('are handed in once however often an attempt is made, and written down once', async () => {
    // The first attempt goes away while the batch runs, as a worker does that is killed.
    await stage.playBatches({ looks: 6 });
    const gone = new AbortController();
    const beat = vi.fn(() => (beat.mock.calls.length > 4 ? gone.abort() : undefined));
    const asked = order();
    const both = [question('a'), question('b')];
    const first = await council(vendor).askMany(both, stage.owner({ signal: gone.signal }), { ...asked, beat });
    expect(statuses(first)).toEqual(['LLM_DEADLINE', 'LLM_DEADLINE']);
    expect(await rows()).toMatchObject([{ status: 'running', ended_at: null }]);
    expect((await money()).map(({ settled }) => settled)).toEqual([null, null]);
    expect(await stage.ledger()).toEqual([]);
    const again = await council(vendor).askMany(both.toReversed(), stage.owner(), asked);
    expect(await stage.batches()).toHaveLength(1);
    expect(statuses(again)).toEqual(['answered', 'answered']);
    const calls = await stage.ledger();
    expect(calls).toHaveLength(2);
    const third = await council(vendor).askMany(both, stage.owner(), asked);
    expect(third.map((answer) => answer.status === 'answered' && answer.cached)).toEqual([false, false]);
    expect(await stage.ledger()).toEqual(calls);
    expect(await stage.batches()).toHaveLength(1);
  });

  it('are waited for with longer and longer pauses, with a sign of life at each, over faults that pass', async () => {
    await stage.playBatches({ looks: 3, lost_looks: 2 });
    const beat = vi.fn();
    expect(statuses(await askMany(vendor, ['a'], order({ beat })))).toEqual(['answered']);
    expect(beat.mock.calls.length).toBeGreaterThanOrEqual(6);
  });

  it('that are asked otherwise after a crash leave no money of the first ones standing', async () => {
    const asked = order();
    const gone = new AbortController();
    await stage.playBatches({ looks: 6 });
    const beat = vi.fn(() => (beat.mock.calls.length > 4 ? gone.abort() : undefined));
    const both = [question('a'), question('b')];
    const first = await council(vendor).askMany(both, stage.owner({ signal: gone.signal }), { ...asked, beat });
    expect(statuses(first)).toEqual(['LLM_DEADLINE', 'LLM_DEADLINE']);
    expect(statuses(await askMany(vendor, ['a', 'c'], asked))).toEqual(['answered', 'answered']);
    expect(await money()).toHaveLength(3);
    for (const { settled, reserved } of await money()) {
      expect(settled).toBeGreaterThan(0);
      expect(settled).toBeLessThan(reserved);
    }
  });

  it('that are not answered in time are called off; what is answered by then is used and paid', async () => {
    await stage.playBatches({ looks: 1_000, answered: 1 });
    const answers = await askMany(vendor, ['a', 'b'], order({ patience_ms: 5 }));
    expect(statuses(answers)).toEqual(['answered', 'LLM_DEADLINE']);
    expect(await stage.batches()).toMatchObject([{ cancelled: true, status: 'ended' }]);
    expect((await money()).filter(({ settled }) => settled === 0)).toHaveLength(1);
  });

  it('wait for no money that is not there: half the price of each is set aside first', async () => {
    await askMany(vendor, ['probe']);
    const [probe] = await money();
    await stage.database.owner.sql`truncate llm_reservations`;
    await stage.database.owner.sql`insert into llm_budgets (tenant_id, scope, limit_micro_usd)
      values (${stage.tenant.tenant_id}, 'day', ${Math.round(probe?.reserved * 2.5)})`;
    const answers = await askMany(vendor, ['a', 'b', 'c', 'd']);
    expect(statuses(answers).sort()).toEqual(['LLM_BUDGET_SPENT', 'LLM_BUDGET_SPENT', 'answered', 'answered']);
    expect((await stage.batches()).at(-1)?.custom_ids).toHaveLength(2);
  });

  it('are asked one by one where the batch is not taken, and its money is free again', async () => {
    await stage.playBatches({ refuse: { status: 503 } });
    const answers = await askMany(vendor, ['a', 'b', 'c', 'd', 'e']);
    expect(statuses(answers)).toEqual(Array(5).fill('answered'));
    expect(await rows()).toMatchObject([{ status: 'refused', vendor_batch_id: null }]);
    expect((await money()).filter(({ settled }) => settled === 0)).toHaveLength(5);
    expect((await stage.ledger()).map((call) => call.batch_id)).toEqual(Array(5).fill(null));
    expect(stage.warnings.map(({ fields }) => fields)).toContainEqual(
      expect.objectContaining({ code: 'LLM_UNAVAILABLE', questions: 5 }),
    );
  });

  it('that are the same go in once', async () => {
    const answers = await askMany(vendor, ['a', 'a', 'a']);
    expect(statuses(answers)).toEqual(['answered', 'answered', 'answered']);
    expect(await stage.ledger()).toHaveLength(1);
  });

  it('are served by earlier answers, and their answers serve later questions', async () => {
    await askMany(vendor, ['a']);
    const answers = await askMany(vendor, ['a', 'b']);
    expect(answers).toMatchObject([{ cached: true, cost_usd: 0 }, { cached: false }]);
    expect((await stage.batches()).map((batch) => batch.custom_ids.length)).toEqual([1, 1]);
    const asked = await council(vendor).ask({ ...question('b'), deadline_ms: 5_000 }, stage.owner());
    expect(asked).toMatchObject({ status: 'answered', cached: true });
    const fresh = await council(vendor).askMany([question('a', { refresh: true })], stage.owner(), order());
    expect(fresh).toMatchObject([{ cached: false }]);
  });

  it('carry nobody’s address, and an attacker’s answers come to nothing', async () => {
    await stage.script({ evil: 'out_of_shape' });
    const [answer] = await council(vendor).askMany(
      [question('a', { variables: { facts: 'Ask ann@example.com. CPA rose by 30 %.' } })],
      stage.owner(),
      order(),
    );
    expect(answer).toMatchObject({ status: 'degraded', code: 'LLM_ANSWER_INVALID' });
    const calls = await stage.calls();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.prompt).not.toContain('ann@example.com');
  });

  it('leave no text where tracing is off, and rows with their labels all the same', async () => {
    await askMany(vendor, ['a'], order(), {
      TRACING_ENABLED: 'false',
      TRACING_PROJECT: 'spring',
      MBI_ENVIRONMENT: 'staging',
    });
    await askMany(vendor, ['b'], order(), { TRACING_PROJECT: 'summer' });
    expect(await stage.ledger()).toMatchObject([
      { trace_project: 'spring', environment: 'staging' },
      { trace_project: 'summer', environment: 'dev' },
    ]);
    expect(await stage.database.owner.sql`select 1 from llm_traces`).toHaveLength(1);
  });
});

describe('many questions', () => {
  it('are asked one by one where no vendor has batches, with a sign of life in between', async () => {
    const beat = vi.fn();
    const answers = await askMany('xai', ['a', 'b', 'c', 'd', 'e'], order({ beat }));
    expect(statuses(answers)).toEqual(Array(5).fill('answered'));
    expect([await stage.batches(), await rows()]).toEqual([[], []]);
    expect(beat.mock.calls.length).toBeGreaterThanOrEqual(5);
  });

  it('go to the first vendor that takes batches, not to the first of the order', async () => {
    await stage.open({}, 2_000).askMany([question('a')], stage.owner(), order());
    expect(await stage.batches()).toMatchObject([{ vendor: 'anthropic', models: ['claude-haiku-4-5'] }]);
  });

  it('that cannot be asked at all say why, and keep nobody from being answered', async () => {
    const odd = { ...question('a'), variables: { facts: 'x', strange: 'y' } };
    const unknown = { ...question('a'), prompt: { name: 'word_recommendation', version: 'v99' } };
    const answers = await council('anthropic').askMany([odd, question('b'), unknown], stage.owner(), order());
    expect(statuses(answers)).toEqual(['PROMPT_INVALID', 'answered', 'PROMPT_UNKNOWN']);
  });

  it('are none: nothing is handed in', async () => {
    expect(await askMany('anthropic', [])).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('of a batch that its vendor cannot read are refused, and cost nothing', async () => {
    await stage.playBatches({ fails: true });
    expect(statuses(await askMany('openai', ['a', 'b']))).toEqual(['LLM_REFUSED', 'LLM_REFUSED']);
    expect((await money()).map(({ settled }) => settled)).toEqual([0, 0]);
  });

  it('whose batch was begun by a model that has no key any more are asked anew', async () => {
    const asked = order();
    await askMany('openai', ['a'], asked);
    await stage.database.owner.sql`truncate llm_answers`;
    expect(statuses(await askMany('anthropic', ['a'], asked))).toEqual(['answered']);
    expect((await stage.batches()).map((batch) => batch.vendor)).toEqual(['openai', 'anthropic']);
  });

  it('of a batch that was lost on its way are handed in again; its money stands until it lapses', async () => {
    const asked = order();
    await askMany('anthropic', ['a'], asked);
    await stage.database.owner.sql`truncate llm_answers, llm_calls`;
    await stage.database.owner.sql`update llm_batches set status = 'submitting', vendor_batch_id = null`;
    await stage.database.owner.sql`update llm_reservations set settled_micro_usd = null, settled_at = null`;
    expect(statuses(await askMany('anthropic', ['a'], asked))).toEqual(['answered']);
    expect((await money()).filter(({ settled }) => settled === null)).toHaveLength(1);
    expect(await money()).toHaveLength(2);
  });

  it('are not told a price as known that nobody knows', async () => {
    await askMany('openai', ['a'], order(), { OPENAI_MODEL: 'brand-new' });
    expect(stage.warnings).toContainEqual({
      fields: { model: 'brand-new' },
      message: 'no price is known for this model; the usual one is taken',
    });
  });
});
