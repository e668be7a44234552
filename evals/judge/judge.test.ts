import { describe, expect, it } from 'vitest';
import { reason } from '../../activities/reasoning/index.ts';
import type { Council, CouncilSource } from '../../contracts/council.ts';
import { judgeAnswerSchema } from '../../contracts/model-answers.ts';
import { loadGolden } from '../golden/load-golden.ts';
import { checkJudge } from './check-judge.ts';
import { createJudge, type Judgeable } from './judge-recommendation.ts';
import { judgeRun } from './judge-run.ts';

const owner = { ...{ tenant_id: 't', execution_id: null, campaign_id: null }, signal: new AbortController().signal };
const [sound] = loadGolden().map(
  ({ example }): Judgeable => ({ context: example.context, recommendation: reason(example.context).recommendation }),
);
if (sound === undefined) throw new Error('There is no golden case.');

/** A council that gives these four scores for a text, and a mean that is wrong. */
function councilOf(scoresFor: (recommendation: string) => readonly [number, number, number, number]): Council {
  return {
    ask: async (request) => {
      const [logical_consistency, evidence_support, alternative_consideration, clarity] = scoresFor(
        request.variables.recommendation ?? '',
      );
      const answer = judgeAnswerSchema.parse({
        ...{ logical_consistency, evidence_support, alternative_consideration, clarity, overall_score: 1 },
        ...{ strengths: [], weaknesses: [], explanation: 'So.' },
      });
      return {
        ...{ status: 'answered', value: request.schema.parse(answer), model: 'judge-1', prompt_name: 'judge' },
        ...{ prompt_version: '1.0', prompt_digest: 'x', cached: false, cost_usd: 0.01, verdict: 'not_verified' },
        ...{ dissent: [], votes: [], not_verified_because: null, fallback_from: [] },
      };
    },
  };
}
const silent: Council = { ask: async () => ({ status: 'degraded', code: 'LLM_UNAVAILABLE', reason: 'No key.' }) };
/** Looks at what was broken, as a good judge would. */
const attentive = councilOf((text) => [
  text.includes('reverse of what') ? 2 : 5,
  text.includes('on Mars') ? 1 : 5,
  text.includes('"alternative_actions":[]') ? 1 : 4,
  text.includes(JSON.stringify(sound.recommendation.reasoning).slice(1, 40)) || text.includes('on Mars') ? 5 : 2,
]);

describe('the judge', () => {
  it('gives the mean of four scores, whatever mean the model claims', async () => {
    const judged = await createJudge(
      councilOf(() => [4, 5, 3, 4]),
      owner,
    )(sound);
    expect(judged).toMatchObject({
      status: 'judged',
      scores: { overall_score: 4, evidence_support: 5 },
      cost_usd: 0.01,
    });
  });

  it('is shown what the records say of the case, and of no other', async () => {
    const given: (readonly CouncilSource[])[] = [];
    const noting: Council = {
      ask: (request, whom) => {
        given.push(request.sources);
        return silent.ask(request, whom);
      },
    };
    const record = { source_id: 'd#0', title: 'Policy', text: 'At most 20 % a day.', trusted: false };
    const judge = createJudge(noting, owner, { sourcesOf: async (judged) => (judged === sound ? [record] : []) });
    await judge(sound);
    await judge({ ...sound });
    await createJudge(noting, owner)(sound);
    expect(given).toEqual([[record], [], []]);
  });

  it('says so when no model answers', async () => {
    expect(await createJudge(silent, owner)(sound)).toEqual({
      ...{ status: 'degraded', code: 'LLM_UNAVAILABLE', reason: 'No key.' },
    });
  });

  it('is trusted when it tells broken reasoning from sound, and not when it likes everything or says nothing', async () => {
    const checked = (council: Council) => checkJudge(createJudge(council, owner), [sound]);
    expect(await checked(attentive)).toEqual({ pairs: 4, right: 4, silent: 0, trusted: true });
    expect(await checked(councilOf(() => [5, 5, 5, 5]))).toEqual({ pairs: 4, right: 0, silent: 0, trusted: false });
    expect(await checked(silent)).toEqual({ pairs: 4, right: 0, silent: 4, trusted: false });
  });

  it('run over recommendations has means and no gate, and tells who judged', async () => {
    const about = { dataset_version: 'golden-1', monotonicMs: () => 0 };
    const report = await judgeRun(createJudge(attentive, owner), [{ example_id: 'gc-01', ...sound }], about);
    expect(report.metrics).toMatchObject({
      ...{ agreement_rate: 100, gates: [], answered_by: 'judge: judge-1', cost_usd: 0.01 },
      judge: { judged: 1, silent: 0, scores: { overall_score: 4.75 }, check: { trusted: true } },
    });
    const quiet = await judgeRun(createJudge(silent, owner), [{ example_id: 'other', ...sound }], about);
    expect(quiet.metrics).toMatchObject({
      answered_by: 'no judge answered',
      judge: { judged: 0, silent: 1, scores: null },
    });
    expect(quiet.results[0]).toMatchObject({ passed: false, kind: 'recommendation', scores: { judge: null } });
  });
});
