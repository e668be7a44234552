import type { EvaluationReport } from '../../contracts/evaluation-run.ts';
import { type CaseKind, caseKinds } from '../generated/generated-case.ts';
import { type Split, splits } from '../generated/seeds.ts';
import { type Dataset, generatedDataset, goldenDataset } from './datasets.ts';
import type { Engine } from './evaluation-case.ts';
import { type EvaluationSettings, runEvaluation } from './run-evaluation.ts';

/** What is evaluated: parts by name, or one seed of one's own. */
export type Selection = {
  readonly only?: readonly (CaseKind | Split | 'golden')[];
  readonly seed?: string;
  readonly count?: number;
};

/** A part of the evaluation with its name for people. */
export type EvaluatedPart = { readonly part: string; readonly report: EvaluationReport };

/** Every word that `only` may hold. */
export const selectable = ['golden', 'train', 'held_out', ...caseKinds] as const;

function partsOf({ only = [], seed, count }: Selection): readonly { part: string; dataset: () => Dataset }[] {
  const kinds = caseKinds.filter((kind) => only.includes(kind));
  const wants = (part: Split | 'golden') =>
    only.includes(part) || (only.length === kinds.length && (part !== 'golden' || kinds.length === 0));
  const generated = (part: string, from: { seed: string; count: number }) => ({
    part,
    dataset: () => generatedDataset(from.seed, count ?? from.count, kinds.length === 0 ? undefined : kinds),
  });
  const golden = wants('golden') ? [{ part: 'golden', dataset: goldenDataset }] : [];
  if (seed !== undefined) return [...golden, generated(`seed ${seed}`, { seed, count: splits.train.count })];
  return [
    ...golden,
    ...(wants('train') ? [generated('train', splits.train)] : []),
    ...(wants('held_out') ? [generated('held_out', splits.held_out)] : []),
  ];
}

/** Runs an engine over the golden cases and both splits of the generated ones, or over what is selected of them. */
export async function evaluateAll(
  selection: Selection,
  settings: Pick<EvaluationSettings, 'answered_by' | 'monotonicMs' | 'onCase' | 'prompt_version'> & {
    readonly engine: Engine;
  },
): Promise<readonly EvaluatedPart[]> {
  const parts: EvaluatedPart[] = [];
  for (const { part, dataset } of partsOf(selection)) {
    const { cases, dataset_version, seed } = dataset();
    const run_type = part === 'golden' ? 'golden_set' : 'generated';
    parts.push({ part, report: await runEvaluation(cases, { ...settings, run_type, dataset_version, seed }) });
  }
  return parts;
}
