import { describe, expect, it, vi } from 'vitest';
import { reason } from '../../activities/reasoning/index.ts';
import type { BatchOrder, CouncilBatch, CouncilSource } from '../../contracts/council.ts';
import { degraded, scoresOf, standInCouncil } from '../../tests/evals/stand-in-council.ts';
import { loadGolden } from '../golden/load-golden.ts';
import { checkJudge, twinsOf } from './check-judge.ts';
import { createJudge, createJudgeOfMany, criteria, type Judgeable, type Judgement } from './judge-recommendation.ts';
import { judgeRun } from './judge-run.ts';

const owner = { ...{ tenant_id: 't', execution_id: null, campaign_id: null }, signal: new AbortController().signal };
const [sound] = loadGolden().map(
  ({ example }): Judgeable => ({ context: example.context, recommendation: reason(example.context).recommendation }),
);
if (sound === undefined) throw new Error('There is no golden case.');

/** A council that gives these four scores for a text, and a mean that is wrong. */
function councilOf(scoresFor: (recommendation: string) => readonly [number, number, number, number]) {
  return standInCouncil(({ variables }) => {
    const [logical_consistency, evidence_support, alternative_consideration, clarity] = scoresFor(
      variables.recommendation ?? '',
    );
    const four = { logical_consistency, evidence_support, alternative_consideration, clarity };
    return { ...scoresOf(1), ...four };
  });
}
const silent = standInCouncil(() => degraded('LLM_UNAVAILABLE', 'No key.'));
const order = { batch_key: 'judge:1', patience_ms: 1_000, beat: () => undefined };
const ofMany = (council: CouncilBatch) => createJudgeOfMany(council, owner, order);
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

  it('says so when no model answers', async () => {
    expect(await createJudge(silent, owner)(sound)).toEqual({
      ...{ status: 'degraded', code: 'LLM_UNAVAILABLE', reason: 'No key.' },
    });
  });
});

describe('the judge of many', () => {
  it('is shown what the records say of the case, and of no other', async () => {
    const given: (readonly CouncilSource[])[] = [];
    const noting: CouncilBatch = {
      askMany: (questions, whom, how) => {
        given.push(...questions.map(({ sources }) => sources));
        return silent.askMany(questions, whom, how);
      },
    };
    const record = { source_id: 'd#0', title: 'Policy', text: 'At most 20 % a day.', trusted: false };
    await createJudgeOfMany(noting, owner, order, async (judged) => (judged === sound ? [record] : []))([
      sound,
      { ...sound },
    ]);
    await ofMany(noting)([sound]);
    expect(given).toEqual([[record], [], []]);
  });

  it('asks everything in one order, with the key and the patience that it was given', async () => {
    const orders: BatchOrder[] = [];
    const noting: CouncilBatch = {
      askMany: (questions, whom, how) => {
        orders.push(how);
        return attentive.askMany(questions, whom, how);
      },
    };
    const beat = vi.fn();
    await createJudgeOfMany(noting, owner, { ...order, beat })([sound, sound, sound]);
    expect(orders).toEqual([{ ...order, beat }]);
    expect(beat).toHaveBeenCalledTimes(3);
  });

  it('keeps the order of the cases, and what fails of one to that one', async () => {
    const fails = standInCouncil(({ variables }) =>
      variables.recommendation?.includes('case 1') ? degraded('LLM_REFUSED', 'Too long.') : scoresOf(4),
    );
    const named = (name: string): Judgeable => ({
      ...sound,
      recommendation: { ...sound.recommendation, specific_action: name },
    });
    expect(await ofMany(fails)(['case 0', 'case 1', 'case 2'].map(named))).toMatchObject([
      { status: 'judged', scores: { overall_score: 4 } },
      { status: 'degraded', code: 'LLM_REFUSED', reason: 'Too long.' },
      { status: 'judged', scores: { overall_score: 4 } },
    ]);
  });
});

describe('the check of a judge', () => {
  const checked = async (council: CouncilBatch) => {
    const twins = twinsOf([sound]);
    const said = await ofMany(council)([sound, ...twins.map(({ judged }) => judged)]);
    return checkJudge(twins, said.slice(0, 1), said.slice(1));
  };

  it('trusts who tells broken reasoning from sound, and not who likes everything or says nothing', async () => {
    expect(await checked(attentive)).toEqual({ pairs: 4, right: 4, silent: 0, trusted: true });
    expect(await checked(councilOf(() => [5, 5, 5, 5]))).toEqual({ pairs: 4, right: 0, silent: 0, trusted: false });
    expect(await checked(silent)).toEqual({ pairs: 4, right: 0, silent: 4, trusted: false });
  });

  const opinion = (score: number): Judgement => {
    const four = { logical_consistency: score, evidence_support: score, alternative_consideration: score };
    return {
      status: 'judged',
      scores: { ...four, clarity: score, overall_score: score },
      model: 'm',
      cost_usd: 0,
      cached: false,
    };
  };
  const away: Judgement = { status: 'degraded', code: 'LLM_DEADLINE', reason: 'Late.' };

  it.each([
    ['all four told apart', [opinion(5)], [1, 1, 1, 1].map(opinion), { right: 4, silent: 0, trusted: true }],
    ['three of four', [opinion(5)], [1, 1, 1, 5].map(opinion), { right: 3, silent: 0, trusted: false }],
    ['the broken ones scored higher', [opinion(2)], [3, 3, 3, 3].map(opinion), { right: 0, silent: 0, trusted: false }],
    ['equal scores', [opinion(3)], [3, 3, 3, 3].map(opinion), { right: 0, silent: 0, trusted: false }],
    ['one twin not heard', [opinion(5)], [...[1, 1, 1].map(opinion), away], { right: 3, silent: 1, trusted: false }],
    ['the sound one not heard', [away], [1, 1, 1, 1].map(opinion), { right: 0, silent: 4, trusted: false }],
    ['answers missing altogether', [], [], { right: 0, silent: 4, trusted: false }],
  ])('counts %s', (_, ofSound, ofTwins, counted) => {
    expect(checkJudge(twinsOf([sound]), ofSound, ofTwins)).toEqual({ pairs: 4, ...counted });
  });

  it('has a twin of each sound one for each criterion, and trusts nobody without any', () => {
    const twins = twinsOf([sound, sound]);
    expect(twins.map(({ of }) => of)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(new Set(twins.map(({ criterion }) => criterion))).toEqual(new Set(criteria));
    for (const { judged } of twins) expect(judged.recommendation).not.toEqual(sound.recommendation);
    expect(checkJudge([], [opinion(5)], [])).toMatchObject({ pairs: 0, trusted: false });
  });
});

describe('a run of the judge', () => {
  const about = { dataset_version: 'golden-1', monotonicMs: () => 0 };

  it('over recommendations has means and no gate, and tells who judged', async () => {
    const report = await judgeRun(ofMany(attentive), [{ example_id: 'gc-01', ...sound }], about);
    expect(report.metrics).toMatchObject({
      // One case and the four twins of the check.
      ...{ agreement_rate: 100, gates: [], answered_by: 'judge: stand-in', cost_usd: expect.closeTo(0.05) },
      judge: { judged: 1, silent: 0, scores: { overall_score: 4.75 }, check: { trusted: true } },
    });
    const quiet = await judgeRun(ofMany(silent), [{ example_id: 'other', ...sound }], about);
    expect(quiet.metrics).toMatchObject({
      ...{ answered_by: 'no judge answered', cost_usd: 0 },
      judge: { judged: 0, silent: 1, scores: null },
    });
    expect(quiet.results[0]).toMatchObject({ passed: false, kind: 'recommendation', scores: { judge: null } });
  });

  it('asks once for each case and each twin, and gives each case what was said of it', async () => {
    const council = standInCouncil(({ variables }) => scoresOf(variables.recommendation?.includes('third') ? 2 : 5));
    const third = { ...sound.recommendation, specific_action: 'third' };
    const cases = ['a', 'b', 'c', 'd'].map((example_id) => ({
      ...{ example_id, context: sound.context },
      recommendation: example_id === 'c' ? third : sound.recommendation,
    }));
    const { results, metrics } = await judgeRun(ofMany(council), cases, about);
    expect(council.asked).toHaveLength(4 + 8);
    expect(results.map(({ example_id, passed, scores }) => [example_id, passed, scores.judge?.overall_score])).toEqual([
      ...[
        ['a', true, 5],
        ['b', true, 5],
      ],
      ...[
        ['c', false, 2],
        ['d', true, 5],
      ],
    ]);
    expect(metrics.judge).toMatchObject({ judged: 4, silent: 0, scores: { overall_score: 4.25 } });
  });
});
