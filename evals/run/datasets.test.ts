import { describe, expect, it } from 'vitest';
import { loadGolden } from '../golden/load-golden.ts';
import { evaluationCases, generatedDataset, generatorVersion, goldenDataset } from './datasets.ts';
import { evaluateAll, type Selection } from './evaluate-all.ts';
import { ofGolden } from './evaluation-case.ts';
import { ruleEngine } from './rule-engine.ts';

const [filed] = loadGolden();
if (filed === undefined) throw new Error('There is no golden case.');
const golden = goldenDataset();

describe('a dataset', () => {
  it('of golden cases has all that are filed, under their version and no seed', () => {
    expect(golden.cases.map(({ example_id }) => example_id)).toEqual(
      loadGolden().map((each) => each.example.example_id),
    );
    expect(golden.seed).toBeNull();
  });

  it('of generated cases is named by laws, seed and count, so that equal names are equal cases', () => {
    const [one, other] = [generatedDataset('t', 2), generatedDataset('t', 2)];
    expect(one.dataset_version).toBe(`${generatorVersion}/t/2`);
    expect(one.cases.map(({ context }) => context)).toEqual(other.cases.map(({ context }) => context));
  });

  it('with cases of a tenant adds them after the filed ones and says how many', () => {
    const own = { ...filed.example, example_id: 'own-1' };
    const both = evaluationCases({ accepted: [own] });
    expect(both.dataset_version).toBe(`${golden.dataset_version}+1`);
    expect(both.cases.at(-1)?.example_id).toBe('own-1');
    expect(evaluationCases({ accepted: [] }).dataset_version).toBe(golden.dataset_version);
  });

  it('of a split has the seed of that split', () => {
    const [train, held] = [
      evaluationCases({ split: 'train', count: 1 }),
      evaluationCases({ split: 'held_out', count: 1 }),
    ];
    expect(train.seed).not.toBe(held.seed);
    expect([train.cases.length, held.cases.length]).toEqual([1, 1]);
  });
});

describe('a case for the runner', () => {
  it('from an expert holds the decision right, and watching an abstention', () => {
    expect(ofGolden(filed.example)).toMatchObject({ expected: filed.example.human_decision, also: [], money: null });
    const watched = { ...filed.example, human_decision: 'Continue Monitoring' as const, cause: null };
    expect(ofGolden(watched)).toMatchObject({ abstention_is_right: true, causes: [], below_confidence: null });
    expect(ofGolden(watched, { below_confidence: 0.5 }).below_confidence).toBe(0.5);
  });

  it('is of a kind of its own when a person only approved what the agent had proposed', () => {
    const tags = [...filed.example.tags, 'self_confirmed'];
    expect(ofGolden(filed.example).kind).toBe('golden');
    expect(ofGolden({ ...filed.example, tags }).kind).toBe('self_confirmed');
  });

  it('from the market expects the action that earns most, and nothing where nothing is right', () => {
    const some = generatedDataset('t', 15, ['auction_pressure', 'no_change']).cases;
    for (const each of some) {
      expect(each.expected === 'Continue Monitoring', each.example_id).toBe(each.abstention_is_right);
      expect(each.money?.value_of({ kind: 'none', recheck_after_hours: 24 })).toBe(0);
    }
    expect(some.find(({ kind }) => kind === 'auction_pressure')?.expected).toBe('Bid Adjustment');
  });
});

describe('a selection of parts', () => {
  const settings = { engine: ruleEngine, answered_by: 'rules', monotonicMs: () => 0 };
  const evaluated = async (selection: Selection) =>
    (await evaluateAll({ count: selection.only?.includes('mixed') ? 15 : 1, ...selection }, settings)).map(
      ({ part, report }) => `${part} ${report.run_type}`,
    );
  it.each<[string, Selection, readonly string[]]>([
    ['nothing: everything', {}, ['golden golden_set', 'train generated', 'held_out generated']],
    ['golden cases alone', { only: ['golden'] }, ['golden golden_set']],
    ['one split', { only: ['train'] }, ['train generated']],
    [
      'kinds: both splits, and no golden case, which has none',
      { only: ['mixed'] },
      ['train generated', 'held_out generated'],
    ],
    ['a kind of one split', { only: ['mixed', 'held_out'] }, ['held_out generated']],
    ['a seed of one’s own instead of the splits', { only: ['mixed'], seed: 's' }, ['seed s generated']],
  ])('of %s', async (_, selection, parts) => {
    expect(await evaluated(selection)).toEqual(parts);
  });

  it('has only the kinds asked for of the cases counted', async () => {
    const [part] = await evaluateAll({ only: ['no_change'], seed: 's', count: 15 }, settings);
    expect(part?.report.metrics.per_kind.map(({ kind, cases }) => [kind, cases])).toEqual([['no_change', 1]]);
  });
});
