import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  agreeing,
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
beforeEach(() => stage.forget());

const good = { reply: goodWording };
const from = (vendor: string, entry: object) => ({ ...entry, match: { vendor } });
const vendors = async () => (await stage.calls()).map((call) => call.vendor);
const column = async (name: string) => (await stage.ledger()).map((row) => row[name]);

describe('an answer of the council', () => {
  it('comes from the first model of the order, checked and written down in full', async () => {
    await stage.script(good);
    const answer = await stage.open().ask(wordingQuestion(), stage.owner());
    expect(answer).toMatchObject({
      ...{
        status: 'answered',
        value: goodWording,
        model: 'grok-4.6',
        cached: false,
        verdict: 'not_verified',
        dissent: [],
      },
      ...{ prompt_name: 'word_recommendation', prompt_version: 'v2', fallback_from: [], not_verified_because: null },
    });
    const [call, ...others] = await stage.ledger();
    expect(others).toEqual([]);
    expect(call).toMatchObject({
      ...{ model: 'grok-4.6', vendor: 'xai', role: 'generator', task: 'word_recommendation', status: 'answered' },
      ...{
        prompt_name: 'word_recommendation',
        prompt_version: 'v2',
        cached: false,
        fallback_from: [],
        campaign_id: '100',
      },
      ...{ source_ids: ['metrics', 'competitors'], execution_id: stage.tenant.execution_id },
      ...{ prompt_hash: expect.stringMatching(/^[0-9a-f]{64}$/), output_hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(Number(call?.cost_usd)).toBeGreaterThan(0);
    const [trace] = await stage.database.owner
      .sql`select input, output from llm_traces where call_id = ${call?.call_id}`;
    expect(JSON.parse(String(trace?.input))).toMatchObject({
      temperature: 0,
      system: expect.stringContaining('Rules:'),
    });
    expect(trace?.output).toContain('CPA rose by 30 %');
    const [kept] = await stage.database.owner.sql`select name, version, content from prompt_versions`;
    expect(kept).toMatchObject({ name: 'word_recommendation', version: 'v2', content: { author: 'MBI' } });
    const [settled] = await stage.database.owner
      .sql`select settled_micro_usd, reserved_micro_usd from llm_reservations`;
    expect(Number(settled?.settled_micro_usd)).toBe(Math.ceil(Number(call?.cost_usd) * 1e6));
    expect(Number(settled?.settled_micro_usd)).toBeLessThan(Number(settled?.reserved_micro_usd));
  });

  it('is served again for a day at no cost, and asked anew when somebody wants that or something differs', async () => {
    await stage.script(good);
    const council = stage.open();
    await council.ask(wordingQuestion(), stage.owner());
    const again = await council.ask(wordingQuestion(), stage.owner());
    expect(again).toMatchObject({
      status: 'answered',
      cached: true,
      cost_usd: 0,
      value: goodWording,
      model: 'grok-4.6',
    });
    expect((await stage.calls()).length).toBe(1);
    expect(await column('status')).toEqual(['answered', 'cached']);
    expect((await column('cost_usd')).map(Number)[1]).toBe(0);
    await council.ask(wordingQuestion({ refresh: true }), stage.owner());
    const facts = 'CPA rose by 30 %. The bid goes from 2.50 to 2.88.';
    await council.ask(wordingQuestion({ variables: { facts } }), stage.owner());
    expect((await stage.calls()).length).toBe(3);
    stage.setNow(new Date(Date.now() + 24 * 3_600_000 + 1_000));
    await council.ask(wordingQuestion(), stage.owner());
    stage.setNow(new Date());
    expect((await stage.calls()).length).toBe(4);
  });

  it('is mended once by being told what was wrong, and then by another model', async () => {
    const wrong = {
      reply: { ...goodWording, claims: [{ text: 'CPA rose by 31 %.', source_ids: ['memory'], status: 'supported' }] },
    };
    await stage.script({ ...wrong, times: 1 }, good);
    expect(await stage.open().ask(wordingQuestion(), stage.owner())).toMatchObject({
      status: 'answered',
      model: 'grok-4.6',
    });
    expect(await column('status')).toEqual(['LLM_ANSWER_INVALID', 'answered']);
    const [, second] = await stage.calls();
    expect(second?.prompt).toContain('no source of the id');
    expect(second?.prompt).toContain('do not say 31');
    await stage.forget();
    await stage.script(from('xai', wrong), good);
    const other = await stage.open().ask(wordingQuestion(), stage.owner());
    expect(other).toMatchObject({ model: 'claude-haiku-4-5', fallback_from: ['grok-2:LLM_ANSWER_INVALID'] });
    expect(await vendors()).toEqual(['xai', 'xai', 'anthropic']);
  });

  it('comes from the one that is named and nobody else where that is wanted, and a name that nobody has asks nobody', async () => {
    await stage.script({ match: { vendor: 'openai' }, reply: 'Prose.' }, { reply: goodWording });
    const named = (model: string, model_only: boolean) =>
      stage.open().ask(wordingQuestion({ model, model_only, refresh: true }), stage.owner());
    expect(await named('gpt-6-luna', false)).toMatchObject({ fallback_from: ['gpt-6-luna:LLM_ANSWER_INVALID'] });
    expect(await named('gpt-6-luna', true)).toMatchObject({ status: 'degraded', code: 'LLM_ANSWER_INVALID' });
    expect(await named('grok-2', true)).toMatchObject({ status: 'answered', model: 'grok-4.6' });
    const before = (await stage.calls()).length;
    for (const model_only of [true, false])
      expect(await named('gpt-nine', model_only)).toMatchObject({
        ...{ status: 'degraded', code: 'LLM_UNAVAILABLE', cost_usd: 0 },
        reason: 'No configured model is called gpt-nine; there is grok-2, claude-haiku-4-5, gpt-6-luna.',
      });
    expect(await stage.calls()).toHaveLength(before);
  });

  it('in a fence is taken; from the larger model when the case is hard; from the one that is named first', async () => {
    await stage.script({ ...good, fenced: true });
    const council = stage.open({ OPENAI_LARGE_MODEL: 'gpt-large' });
    expect(await council.ask(wordingQuestion(), stage.owner())).toMatchObject({ status: 'answered' });
    const hard = wordingQuestion({ complexity_points: 5, model: 'gpt-large' });
    expect(await council.ask(hard, stage.owner())).toMatchObject({ model: 'gpt-large' });
  });
});

describe('the others', () => {
  const judge = (model: string, agrees: boolean, reasons: readonly string[]) => ({
    ...{ match: { text: 'You check the answer', model }, reply: { agrees, reasons } },
  });
  const verified = wordingQuestion({ verify: true });

  it('are another model than the writer, of another vendor, and agree', async () => {
    await stage.script(agreeing, good);
    const answer = await stage.open().ask(verified, stage.owner());
    expect(answer).toMatchObject({
      ...{ verdict: 'agreed', dissent: [], model: 'grok-4.6' },
      votes: [
        { role: 'generator', model: 'grok-4.6' },
        { role: 'verifier', model: 'claude-haiku-4-5', agrees: true },
      ],
    });
    expect(await column('role')).toEqual(['generator', 'verifier']);
    expect(await stage.open().ask(verified, stage.owner())).toMatchObject({ cached: true, verdict: 'agreed' });
  });

  it('are a third one too when the second disagrees, and all views are returned', async () => {
    await stage.script(
      judge('claude-haiku-4-5', false, ['The cause is a guess.']),
      judge('gpt-6-luna', true, ['It follows.']),
      good,
    );
    const answer = await stage.open().ask(verified, stage.owner());
    expect(answer).toMatchObject({
      verdict: 'disagreed',
      dissent: ['claude-haiku-4-5: The cause is a guess.'],
      votes: [{ agrees: true }, { role: 'verifier', agrees: false }, { role: 'second_opinion', agrees: true }],
    });
    expect((await stage.calls()).at(-1)?.prompt).toContain('The cause is a guess.');
  });

  it('are nobody with one model, which is said', async () => {
    await stage.script(agreeing, good);
    const alone = stage.open({ XAI_API_KEY: undefined, OPENAI_API_KEY: undefined });
    expect(await alone.ask(verified, stage.owner())).toMatchObject({
      ...{ status: 'answered', verdict: 'not_verified', not_verified_because: 'only one model is available' },
    });
  });

  it('that cannot be heard are said, and asked again next time', async () => {
    const silent = { match: { text: 'You check the answer' }, error: { status: 400 } };
    await stage.script(silent, good);
    const answer = await stage.open().ask(verified, stage.owner());
    expect(answer).toMatchObject({
      verdict: 'not_verified',
      not_verified_because: expect.stringContaining('LLM_REFUSED'),
    });
    await stage.script(agreeing, good);
    expect(await stage.open().ask(verified, stage.owner())).toMatchObject({ cached: false, verdict: 'agreed' });
  });

  it('are the one that is named for it, which then never writes', async () => {
    await stage.script(agreeing, good);
    const council = stage.open({ MBI_LLM_VERIFIER: 'grok-2' });
    expect(await council.ask(verified, stage.owner())).toMatchObject({
      ...{ model: 'claude-haiku-4-5', votes: [{ model: 'claude-haiku-4-5' }, { model: 'grok-4.6', role: 'verifier' }] },
    });
  });
});

describe('a version of a prompt', () => {
  const question = wordingQuestion({
    ...{
      task: 'critique',
      prompt: { name: 'signal_analysis' },
      variables: { context: 'CPA rose by 30 %; 2.50 to 2.88.' },
    },
  });
  const start = (share: number) =>
    stage.database.owner.sql`insert into prompt_experiments (tenant_id, prompt_name, version_a, version_b, share_b_pct)
      values (${stage.tenant.tenant_id}, 'signal_analysis', 'v2', 'v3', ${share})`;
  const versionOf = async (campaign_id: string, execution_id: string | null = null) => {
    const answer = await stage.open().ask({ ...question, refresh: true }, stage.owner({ campaign_id, execution_id }));
    return answer.status === 'answered' ? answer.prompt_version : answer.reason;
  };
  beforeEach(() => stage.script(good));

  it('is the latest, or the one that is asked for, or a typed fault', async () => {
    expect(await versionOf('1')).toBe('v3');
    const council = stage.open();
    const old = { ...question, prompt: { name: 'signal_analysis', version: 'v1' } };
    expect(await council.ask(old, stage.owner())).toMatchObject({ prompt_version: 'v1' });
    const unknown = { ...question, prompt: { name: 'signal_analysis', version: 'v99' } };
    expect(await council.ask(unknown, stage.owner())).toMatchObject({ status: 'degraded', code: 'PROMPT_UNKNOWN' });
    const missing = { ...question, variables: {} };
    expect(await council.ask(missing, stage.owner())).toMatchObject({ status: 'degraded', code: 'PROMPT_INVALID' });
  });

  it('is sticky for a campaign while an experiment runs, and everybody’s once it is promoted', async () => {
    await start(50);
    const campaigns = Array.from({ length: 12 }, (_, index) => `campaign-${index}`);
    const first = await Promise.all(campaigns.map((id) => versionOf(id)));
    expect(new Set(first)).toEqual(new Set(['v2', 'v3']));
    expect(await Promise.all(campaigns.map((id) => versionOf(id)))).toEqual(first);
    await stage.database.owner.sql`update prompt_experiments set status = 'promoted', ended_at = now()`;
    expect(await versionOf(campaigns[0] ?? '')).toBe('v3');
    await stage.database.owner.sql`update prompt_experiments set status = 'promoted', version_b = 'v1'`;
    expect(await versionOf('1')).toBe('v1');
    await stage.database.owner.sql`update prompt_experiments set status = 'stopped'`;
    expect(await versionOf('1')).toBe('v3');
  });

  it('stays with an execution that began with it', async () => {
    const execution_id = randomUUID();
    await start(0);
    expect(await versionOf('1', execution_id)).toBe('v2');
    await stage.database.owner.sql`update prompt_experiments set status = 'promoted', ended_at = now()`;
    expect(await versionOf('1', execution_id)).toBe('v2');
    expect(await versionOf('1', randomUUID())).toBe('v3');
  });
});
