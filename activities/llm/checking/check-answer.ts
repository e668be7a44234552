import type { z } from 'zod';
import type { CouncilSource } from '../../../contracts/council.ts';
import { unknownNumbers } from '../../reasoning/index.ts';
import { withoutUnseen } from '../outgoing/plain-text.ts';
import { hasAddress } from './addresses.ts';
import { countIndependent } from './independent-sources.ts';
import { citationsOf, readAnswer, textsOf, withClaimStatus, withoutNulls } from './read-answer.ts';

/** What an answer is held against: the shape, the sources that were given, and the texts of the variables. */
export type AnswerRules<Value> = {
  readonly schema: z.ZodType<Value>;
  readonly sources: readonly CouncilSource[];
  readonly variables: Readonly<Record<string, string>>;
  readonly min_sources_per_claim: number;
};

/** A usable value, or what is wrong, in words that the model can act on. */
export type CheckedAnswer<Value> =
  | { readonly usable: true; readonly value: Value }
  | { readonly usable: false; readonly problems: readonly string[] };

/** How many problems a model is told at once. */
const mostProblems = 12;

/**
 * Checks an answer without trusting any of it: JSON of the asked shape, no source that was not given, no address, and no
 * number that its sources lack. A claim's numbers must stand in the sources that it cites, all others in anything given.
 * Claims with fewer independent sources than asked become `unclear`.
 */
export function checkAnswer<Value>(text: string, rules: AnswerRules<Value>): CheckedAnswer<Value> {
  const answer = readAnswer(text);
  if (answer === undefined) return { usable: false, problems: ['The answer is not one JSON object.'] };
  const given = new Map(rules.sources.map((source) => [source.source_id, source]));
  const citedOf = (ids: readonly string[]) => [...new Set(ids)].flatMap((id) => given.get(id) ?? []);
  const judged = withClaimStatus(answer, (cites) =>
    countIndependent(citedOf(cites)) >= rules.min_sources_per_claim ? 'supported' : 'unclear',
  );
  const everything = [...Object.values(rules.variables), ...rules.sources.map((source) => source.text)];
  const factsOf = (cites: readonly string[] | null) =>
    withoutUnseen((cites === null ? everything : citedOf(cites).map((source) => source.text)).join('\n'));
  const asGiven = rules.schema.safeParse(judged);
  const parsed = asGiven.success ? asGiven : rules.schema.safeParse(withoutNulls(judged));
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
    ...citationsOf(answer).flatMap(({ path, id }) =>
      given.has(id) ? [] : [`${path}: no source of the id ${JSON.stringify(id.slice(0, 60))} was given.`],
    ),
    ...textsOf(answer).flatMap(({ path, text: said, cites }) => [
      ...(hasAddress(said) ? [`${path}: holds an address, a link or markup; write plain words.`] : []),
      ...invented(path, said, factsOf(cites), cites),
    ]),
  ];
  if (parsed.success && problems.length === 0) return { usable: true, value: parsed.data };
  return { usable: false, problems: problems.slice(0, mostProblems) };
}

function invented(path: string, said: string, facts: string, cites: readonly string[] | null): readonly string[] {
  const unknown = unknownNumbers(said, facts);
  if (unknown.length === 0) return [];
  const where = cites === null ? 'the data' : 'the sources that it cites';
  return [`${path}: ${where} do not say ${unknown.slice(0, 5).join(', ')}; copy numbers exactly or leave them out.`];
}
