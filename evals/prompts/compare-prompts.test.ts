import { describe, expect, it } from 'vitest';
import { evaluationReportSchema } from '../../contracts/evaluation-run.ts';
import {
  type Asked,
  adviceFor,
  analysisSaying,
  degraded,
  scoresOf,
  standInCouncil,
} from '../../tests/evals/stand-in-council.ts';
import { createJudge } from '../judge/judge-recommendation.ts';
import { goldenDataset } from '../run/datasets.ts';
import { comparePrompts } from './compare-prompts.ts';

const owner = { ...{ tenant_id: 't', execution_id: null, campaign_id: null }, signal: new AbortController().signal };
const whole = goldenDataset();
/** gc-01 wants a bid, gc-02 a creative, gc-06 a pause. */
const dataset = {
  ...whole,
  cases: whole.cases.filter(({ example_id }) => ['gc-01', 'gc-02', 'gc-06'].includes(example_id)),
};
const rightOf = ({ variables }: Asked) => {
  const { expected, causes } = dataset.cases.find(({ context }) => variables.context === JSON.stringify(context)) ?? {
    expected: 'Campaign Pause',
    causes: [],
  };
  return { expected, cause: causes[0] ?? 'no_change' };
};
/** Right with the versions named, and with all others for a bid whatever the case. */
const rightWith = (...versions: readonly string[]) =>
  standInCouncil((asked) => {
    const { expected, cause } = rightOf(asked);
    if (asked.task === 'signal_analysis')
      return analysisSaying(versions.includes(asked.version ?? '') ? cause : 'Nobody knows.');
    const knows = !asked.variables.analysis?.includes('Nobody knows');
    return adviceFor(knows ? expected : 'Bid Adjustment');
  });
const compare = (
  council: ReturnType<typeof standInCouncil>,
  asked: Partial<{ name: string; from: string; to: string }> = {},
  judge = false,
) =>
  comparePrompts(
    { name: 'signal_analysis', from: 'v2', to: 'v3', ...asked },
    {
      ...{ asking: { council, owner, model: 'small-1' }, dataset, monotonicMs: () => 0 },
      judge: judge ? createJudge(council, owner) : null,
      tokensOf: async ({ key }) => ({ input: key === 'v2' ? 100 : 200, output: 10 }),
    },
  );

describe('two versions of a prompt', () => {
  it('are asked every case each, down to the recommendation, and the better one wins', async () => {
    const council = rightWith('v3');
    const { winner, results, keys } = await compare(council);
    expect(keys).toEqual(['v2', 'v3']);
    expect(results.map(({ score }) => score)).toEqual([1 / 3, 1]);
    expect(winner).toBe('v3');
    expect(council.asked.map(({ task, version }) => `${task} ${version}`).slice(0, 4)).toEqual([
      ...['signal_analysis v2', 'recommendation_generation latest'],
      ...['signal_analysis v3', 'recommendation_generation latest'],
    ]);
    expect(council.asked).toHaveLength(12);
    expect(new Set(council.asked.map(({ model }) => model))).toEqual(new Set(['small-1']));
  });

  it.each([
    ['both right', ['v2', 'v3'], 'v2'],
    ['both wrong', [], 'v2'],
    ['the older right alone', ['v2'], 'v2'],
  ] as const)('keep the older one when %s', async (_, versions, winner) => {
    expect((await compare(rightWith(...versions))).winner).toBe(winner);
  });

  it('can be named by number, and the other way round', async () => {
    const { keys, winner } = await compare(rightWith('v3'), { from: '3.0', to: '2.0' });
    expect([keys, winner]).toEqual([['v3', 'v2'], 'v3']);
  });

  it('leave a run each that names the version, the model and what it did', async () => {
    const { results } = await compare(rightWith('v3'));
    const [one, other] = results.map(({ report }) => evaluationReportSchema.parse(JSON.parse(JSON.stringify(report))));
    expect(one).toMatchObject({
      run_type: 'golden_set',
      prompt_version: 'signal_analysis:v2',
      model_version: 'small-1',
    });
    expect(other?.metrics).toMatchObject({
      ...{
        agreement_rate: 100,
        passed_count: 3,
        total_count: 3,
        answered_by: 'model: small-1',
        gates: [],
        judge: null,
      },
      ...{ figures: { top1_cause: 1 }, cost_usd: expect.closeTo(0.06) },
      prompt: { name: 'signal_analysis', key: 'v3', valid_answers: 1, unsupported: 0, input_tokens: 200 },
    });
    expect(one?.metrics).toMatchObject({ figures: { top1_cause: 0 }, prompt: { key: 'v2', input_tokens: 100 } });
    expect(other?.results[0]?.actual).toMatchObject({ workflow: 'Bid Adjustment', cause: 'auction_pressure' });
  });

  it('take an answer that cannot be used for nothing done, not for right, and count invented numbers apart', async () => {
    let asked = 0;
    const council = standInCouncil(() => {
      asked += 1;
      return degraded('LLM_ANSWER_INVALID', 'no', { invented: asked === 1, cost_usd: 0.002 });
    });
    const [{ report, score }] = (await compare(council)).results;
    expect(score).toBe(0);
    expect(report.metrics.prompt).toMatchObject({ valid_answers: 0, unsupported: 1 });
    expect(report.metrics).toMatchObject({ answered_by: 'no usable answer', cost_usd: expect.closeTo(0.006) });
    expect(report.results[0]).toMatchObject({
      ...{ passed: false, actual: { confidence: 0, cause: 'none that is known' } },
      actual: { workflow: 'Continue Monitoring', action: 'No usable answer: LLM_ANSWER_INVALID' },
    });
  });

  it('count an answer against a version whose second step fails, with what the first one cost', async () => {
    const council = standInCouncil(({ task }) =>
      task === 'signal_analysis' ? analysisSaying('Seasonal.') : degraded('LLM_DEADLINE', 'late'),
    );
    const [{ report }] = (await compare(council)).results;
    expect(report.metrics).toMatchObject({ cost_usd: expect.closeTo(0.03), prompt: { valid_answers: 0 } });
  });

  it('are not right by a right workflow that is surer than the case allows', async () => {
    const mild = { ...whole, cases: whole.cases.filter(({ example_id }) => example_id === 'gc-09') };
    const scoreAt = async (confidence: number) => {
      const council = standInCouncil(({ task }) =>
        task === 'signal_analysis' ? analysisSaying('Creative fatigue') : adviceFor('Creative Refresh', confidence),
      );
      const settings = { asking: { council, owner }, dataset: mild, judge: null, monotonicMs: () => 0 };
      const tokensOf = async () => ({ input: 0, output: 0 });
      const compared = await comparePrompts(
        { name: 'signal_analysis', from: 'v2', to: 'v3' },
        { ...settings, tokensOf },
      );
      return compared.results[0].score;
    };
    expect([await scoreAt(0.59), await scoreAt(0.6)]).toEqual([1, 0]);
  });

  it('have a judge’s mean beside them, which decides nothing', async () => {
    const plain = rightWith('v2');
    const council = standInCouncil((asked) => {
      if (asked.task !== 'judge') return answerOf(plain, asked);
      return scoresOf(asked.variables.recommendation?.includes('Nobody') ? 5 : 3);
    });
    const { results, winner } = await compare(council, {}, true);
    expect(results[0].report.metrics.judge).toMatchObject({ judged: 3, silent: 0, scores: { overall_score: 3 } });
    expect(winner).toBe('v2');
  });

  it('are refused before anybody is asked when there is no such prompt or version', async () => {
    const council = rightWith();
    for (const asked of [{ name: 'poem' }, { to: 'v99' }, { from: '7.7' }])
      await expect(compare(council, asked)).rejects.toMatchObject({ code: 'PROMPT_UNKNOWN' });
    expect(council.asked).toEqual([]);
  });

  it('are refused for a prompt of which no case knows the right answer, with those that can be compared', async () => {
    const council = rightWith();
    await expect(compare(council, { name: 'verification', from: 'v1', to: 'v1' })).rejects.toMatchObject({
      ...{ code: 'PROMPT_NOT_COMPARABLE', message: expect.stringContaining('signal_analysis') },
    });
    expect(council.asked).toEqual([]);
  });
});

/** What another stand-in would say. */
function answerOf(other: ReturnType<typeof standInCouncil>, asked: Asked): unknown {
  const { expected, cause } = rightOf(asked);
  if (asked.task === 'signal_analysis') return analysisSaying(asked.version === 'v2' ? cause : 'Nobody knows.');
  expect(other.asked).toEqual([]);
  return adviceFor(asked.variables.analysis?.includes('Nobody knows') ? 'Bid Adjustment' : expected);
}

describe('a comparison that cannot go on', () => {
  /** Answers so many questions rightly, and then says this. */
  const until = (asked: number, code: Parameters<typeof degraded>[0], times = 1_000) => {
    const right = rightWith('v2', 'v3');
    let count = 0;
    return standInCouncil((each) => {
      count += 1;
      if (count > asked && count <= asked + times) return degraded(code, 'So it is.', { cost_usd: 0.001 });
      if (each.task === 'signal_analysis') return analysisSaying(rightOf(each).cause);
      expect(right.asked).toEqual([]);
      return adviceFor(rightOf(each).expected);
    });
  };

  it.each(['LLM_BUDGET_SPENT', 'LLM_SPEND_LIMIT'] as const)(
    'because of %s ends at once, with the same cases for both versions, and says why and what it cost',
    async (code) => {
      // The second version of the second case has no money left for its second step.
      const council = until(7, code);
      const told = await compare(council);
      expect(told).toMatchObject({ cases: 1, left_out: 1, stopped: { code, reason: 'So it is.' } });
      expect(told.results.map(({ report, score }) => [report.results.length, score])).toEqual([
        [1, 1],
        [1, 1],
      ]);
      expect(council.asked).toHaveLength(8);
      expect(told.cost_usd).toBeCloseTo(7 * 0.01 + 0.001);
    },
  );

  it('leaves a case out for both when nobody could be asked, which is no fault of a version', async () => {
    const told = await compare(until(2, 'LLM_UNAVAILABLE', 1));
    expect(told).toMatchObject({ cases: 2, left_out: 1, stopped: null, winner: 'v2' });
    expect(told.results.map(({ score }) => score)).toEqual([1, 1]);
  });

  it.each(['LLM_UNAVAILABLE', 'LLM_BUDGET_SPENT'] as const)('from the start (%s) is no comparison', async (code) => {
    const council = until(0, code);
    await expect(compare(council)).rejects.toMatchObject({
      ...{ code: 'EVALUATION_UNANSWERED', message: `No case was answered: ${code}: So it is.` },
    });
    expect(council.asked).toHaveLength(code === 'LLM_BUDGET_SPENT' ? 1 : 3);
  });

  it('tells how far it is after each case', async () => {
    const told: object[] = [];
    const council = rightWith('v3');
    await comparePrompts(
      { name: 'signal_analysis', from: 'v2', to: 'v3' },
      {
        ...{ asking: { council, owner }, dataset, judge: null, monotonicMs: () => 0 },
        tokensOf: async () => ({ input: 0, output: 0 }),
        onCase: (progress) => void told.push(progress),
      },
    );
    expect(told).toMatchObject([{ done: 1, total: 3, cost_usd: expect.closeTo(0.04) }, { done: 2 }, { done: 3 }]);
  });
});

describe('the other prompts are tried by what they are for', () => {
  const scoreOf = async (name: string, say: (asked: Asked) => unknown) => {
    const { results } = await compare(standInCouncil(say), { name, from: 'v1', to: 'v1' });
    return results[0];
  };
  const objection = { severity: 'major', issue: 'It contradicts itself.', suggestion: '' };
  const critic = (issues: readonly object[]) => ({
    ...{ is_satisfactory: issues.length === 0, issues, strengths: [], overall_assessment: 'So.' },
  });
  const isBroken = ({ variables }: Asked) => variables.recommendation?.includes('Do the reverse') === true;

  it.each<[string, number, (asked: Asked) => unknown]>([
    ['objects to what is broken alone', 1, (asked) => critic(isBroken(asked) ? [objection] : [])],
    ['objects to everything', 0, () => critic([objection])],
    ['objects to nothing', 0, () => critic([])],
    ['has small remarks everywhere', 0, () => critic([{ ...objection, severity: 'minor' }])],
    ['does not answer in time', 0, () => degraded('LLM_DEADLINE', 'late')],
  ])('a critic that %s gets %d', async (_, score, say) => {
    expect((await scoreOf('critique', say)).score).toBe(score);
  });

  it.each<[string, number, (asked: Asked) => unknown]>([
    [
      'misses the alternatives',
      1,
      ({ variables }) => ({
        ...scoresOf(4),
        alternative_consideration: variables.recommendation?.includes('"alternative_actions":[]') ? 1 : 4,
      }),
    ],
    ['likes everything', 0, () => scoresOf(5)],
    ['does not answer', 0, () => degraded('LLM_DEADLINE', 'late')],
  ])('a judge that %s gets %d', async (_, score, say) => {
    expect((await scoreOf('judge', say)).score).toBe(score);
  });

  const claim = { text: 'So it is.', source_ids: ['analysis', 'campaign_metrics'], status: 'supported' };
  it.each<[string, number, number, (asked: Asked) => unknown]>([
    [
      'says what the facts say',
      1,
      0,
      () => ({ reasoning: 'The cause is known and the step is small.', claims: [claim] }),
    ],
    ['invents a number', 0, 3, () => ({ reasoning: 'The figure rose by 98765 since then, on Mars.', claims: [] })],
    [
      'claims what one source says alone',
      0,
      3,
      () => ({ reasoning: 'The cause is known and the step is small.', claims: [{ ...claim, status: 'unclear' }] }),
    ],
    ['is refused for it already', 0, 3, () => degraded('LLM_ANSWER_INVALID', 'no', { invented: true })],
  ])('a wording that %s gets %d, with %d unsupported', async (_, score, unsupported, say) => {
    const tried = await scoreOf('word_recommendation', say);
    expect([tried.score, tried.report.metrics.prompt?.unsupported]).toEqual([score, unsupported]);
  });
});
