import type { GoldenExample } from '../../contracts/golden-example.ts';
import { generateCases } from '../generated/generate-cases.ts';
import type { CaseKind } from '../generated/generated-case.ts';
import { type Split, splits } from '../generated/seeds.ts';
import { goldenVersion } from '../golden/expectations.ts';
import { loadGolden } from '../golden/load-golden.ts';
import { type EvaluationCase, ofGenerated, ofGolden } from './evaluation-case.ts';

/** Cases under one version. */
export type Dataset = {
  readonly dataset_version: string;
  readonly seed: string | null;
  readonly cases: readonly EvaluationCase[];
};

/** The version of the generator’s laws; equal versions and seeds give equal cases. */
export const generatorVersion = 'market-1';

/** The golden cases of the files. */
export function goldenDataset(): Dataset {
  return {
    ...{ dataset_version: goldenVersion, seed: null },
    cases: loadGolden().map(({ example, expectation }) => ofGolden(example, expectation)),
  };
}

/** Generated cases of a seed. */
export function generatedDataset(seed: string, count: number, kinds?: readonly CaseKind[]): Dataset {
  const cases = generateCases({ seed, count, ...(kinds === undefined ? {} : { kinds }) });
  return { dataset_version: `${generatorVersion}/${seed}/${count}`, seed, cases: cases.map(ofGenerated) };
}

/** Cases for one run: golden ones of the files with those that a tenant’s experts accepted, or generated ones of a split. */
export function evaluationCases(
  wanted: { readonly accepted: readonly GoldenExample[] } | { readonly split: Split; readonly count: number },
): Dataset {
  if ('split' in wanted) return generatedDataset(splits[wanted.split].seed, wanted.count);
  const filed = goldenDataset();
  const own = wanted.accepted.map((example) => ofGolden(example));
  const dataset_version = own.length === 0 ? filed.dataset_version : `${filed.dataset_version}+${own.length}`;
  return { dataset_version, seed: null, cases: [...filed.cases, ...own] };
}
