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
const begun = new Date('2026-06-01T12:00:00Z');
const minutes = (count: number) => stage.setNow(new Date(begun.getTime() + count * 60_000));
beforeEach(async () => {
  await stage.forget();
  await stage.script(agreeing, { reply: goodWording });
  stage.setNow(begun);
});

/** The same analysis as it is read again: the text says another moment. */
const read = (moment: string, more: object = {}) => {
  const question = wordingQuestion();
  const facts = `${question.variables.facts} As of ${moment}.`;
  return wordingQuestion({ variables: { facts }, reuse_key: 'analysis:1', ...more });
};
const ask = (question: ReturnType<typeof read>, more: Parameters<CouncilStage['owner']>[0] = {}) =>
  stage.open().ask(question, stage.owner(more));
const served = async (question: ReturnType<typeof read>) => {
  const answer = await ask(question);
  return answer.status === 'answered' ? answer.cached : answer.code;
};

describe('an analysis of the same thing', () => {
  it('serves for an hour although its text differs a little, costs nothing, and says what it saves', async () => {
    const first = await ask(read('noon'));
    minutes(59);
    const again = await ask(read('one o’clock'));
    expect(again).toMatchObject({ status: 'answered', cached: true, cost_usd: 0, value: goodWording });
    const paid = first.status === 'answered' ? first.cost_usd : 0;
    expect(paid).toBeGreaterThan(0);
    const rows = await stage.ledger();
    const saving = rows.find((row) => row.status === 'cached');
    expect(saving).toMatchObject({
      cached: true,
      input_tokens: 0,
      trace_project: 'marketing-agent',
      environment: 'dev',
    });
    expect([Number(saving?.cost_usd), Number(saving?.saved_usd)]).toEqual([0, expect.closeTo(paid, 5)]);
    expect(stage.told).toContainEqual({
      ...{ event: 'cached_analysis_used', campaign_id: '100', execution_id: stage.tenant.execution_id },
      ...{ task: 'word_recommendation', model: 'grok-4.6', savings_usd: paid },
    });
  });

  it('is asked again after the hour; the very same question is served for a day', async () => {
    await ask(read('noon'));
    minutes(61);
    expect(await served(read('one o’clock'))).toBe(false);
    minutes(23 * 60);
    expect(await served(read('noon'))).toBe(true);
    minutes(24 * 60 + 1);
    expect(await served(read('noon'))).toBe(false);
  });

  it.each([
    ['it is to be asked anew', { refresh: true }],
    ['it is another analysis', { reuse_key: 'analysis:2' }],
    ['it has no name', { reuse_key: undefined }],
    ['a certain other model is wanted', { model: 'gpt-6-luna' }],
    ['it is to be checked, and was not', { verify: true }],
    ['it is for another task', { task: 'critique' }],
    ['it has other sources', { sources: read('noon').sources.slice(0, 1), min_sources_per_claim: 1 }],
  ])('does not serve when %s', async (_, more) => {
    await ask(read('noon'));
    expect(await served(read('one o’clock', more))).not.toBe(true);
  });

  it('does not serve when the sources of today lack its numbers', async () => {
    await ask(read('noon'));
    const sources = read('noon').sources.map((source) => ({ ...source, text: source.text.replaceAll('30', '31') }));
    const facts = 'CPA rose by 31 % from 45 to 58.95 USD. The bid goes from 2.50 to 2.88.';
    await stage.script({ reply: JSON.parse(JSON.stringify(goodWording).replaceAll('30', '31')) });
    const answer = await ask(wordingQuestion({ variables: { facts }, sources, reuse_key: 'analysis:1' }));
    expect(answer).toMatchObject({ status: 'answered', cached: false, value: { reasoning: /31 %/ } });
  });

  it('keeps what others said of it', async () => {
    const objection = {
      match: { text: 'You check the answer' },
      reply: { agrees: false, reasons: ['It does not follow.'] },
    };
    await stage.script(objection, { reply: goodWording });
    const first = await ask(read('noon', { verify: true }));
    const again = await ask(read('one o’clock', { verify: true }));
    expect(first).toMatchObject({ verdict: 'disagreed', cached: false });
    expect(again).toMatchObject({ verdict: 'disagreed', cached: true, cost_usd: 0 });
    const [saving] = (await stage.ledger()).filter((row) => row.cached);
    const paid = (await stage.ledger()).reduce((sum, row) => sum + Number(row.cost_usd), 0);
    expect(Number(saving?.saved_usd)).toBeCloseTo(paid, 5);
  });

  it('that another vendor gave is told of as that one’s', async () => {
    await stage.script({ match: { vendor: 'xai' }, error: { status: 400 } }, { reply: goodWording });
    await ask(read('noon'));
    await stage.script({ reply: goodWording });
    expect(await ask(read('noon'))).toMatchObject({ cached: true, model: 'claude-haiku-4-5' });
    expect((await stage.ledger()).find((row) => row.cached)).toMatchObject({ vendor: 'anthropic' });
  });

  it('of another tenant is not seen', async () => {
    await ask(read('noon'));
    const stranger = await stage.stranger();
    const answer = await ask(read('noon'), { tenant_id: stranger.tenant_id, execution_id: stranger.execution_id });
    expect(answer).toMatchObject({ cached: false });
  });
});
