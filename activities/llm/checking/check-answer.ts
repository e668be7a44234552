import type { z } from 'zod';
import type { JsonValue } from '../../../contracts/canonical-json.ts';
import type { CouncilSource } from '../../../contracts/council.ts';
import { numbersAgainst } from '../../reasoning/index.ts';
import { withoutUnseen } from '../outgoing/plain-text.ts';
import { hasAddress } from './addresses.ts';
import { countIndependentOf } from './independent-sources.ts';
import { citationsOf, readAnswer, textsOf, withClaimStatus, withoutNulls } from './read-answer.ts';

/** What an answer is held against: the shape, the sources that were given, and the texts of the variables. */
export type AnswerRules<Value> = {
  readonly schema: z.ZodType<Value>;
  readonly sources: readonly CouncilSource[];
  readonly variables: Readonly<Record<string, string>>;
  readonly min_sources_per_claim: number;
};

/**
 * A usable value, or what is wrong, in words that the model can act on. `invented` tells that it had numbers or sources which
 * nothing given says.
 */
export type CheckedAnswer<Value> =
  | { readonly usable: true; readonly value: Value }
  | { readonly usable: false; readonly problems: readonly string[]; readonly invented: boolean };

/** How many problems a model is told at once. */
const mostProblems = 12;
/** How many unknown numbers of a text it is told. */
const mostNumbers = 5;
/** No answer that is asked for comes near so many characters: prompts allow a few thousand tokens. */
const longestAnswer = 60_000;

type Problem = { readonly text: string; readonly invented: boolean };

/**
 * Checks an answer without trusting any of it: JSON of the asked shape, no source that was not given, no address, and no
 * number that its sources lack. A claim's numbers must stand in the sources that it cites, all others in anything given.
 * Claims with fewer independent sources than asked become `unclear`. Whatever the answer is like, the check is short: what is
 * given is read once, and the look ends with as many problems as are told.
 */
export function checkAnswer<Value>(text: string, rules: AnswerRules<Value>): CheckedAnswer<Value> {
  const unusable = (...problems: readonly string[]) => ({ usable: false, problems, invented: false }) as const;
  if (text.length > longestAnswer) return unusable(`The answer is longer than ${longestAnswer} characters.`);
  const answer = readAnswer(text);
  if (answer === undefined) return unusable('The answer is not one JSON object.');
  const independent = countIndependentOf(rules.sources);
  const judged = withClaimStatus(answer, (cites) =>
    independent(cites) >= rules.min_sources_per_claim ? 'supported' : 'unclear',
  );
  const asGiven = rules.schema.safeParse(judged);
  const parsed = asGiven.success ? asGiven : rules.schema.safeParse(withoutNulls(judged));
  const shape = parsed.success ? [] : parsed.error.issues.slice(0, mostProblems);
  const problems = shape.map((issue) => ({ text: `${issue.path.join('.')}: ${issue.message}`, invented: false }));
  for (const problem of problemsOf(answer, rules)) {
    if (problems.length >= mostProblems) break;
    problems.push(problem);
  }
  if (parsed.success && problems.length === 0) return { usable: true, value: parsed.data };
  return {
    ...unusable(...problems.map((problem) => problem.text)),
    invented: problems.some((problem) => problem.invented),
  };
}

/** What is wrong with an answer besides its shape, one after the other: what nobody asks for is not looked for. */
function* problemsOf(answer: JsonValue, rules: AnswerRules<unknown>): Generator<Problem> {
  const given = new Map(rules.sources.map((source) => [source.source_id, source.text]));
  const everything = [...Object.values(rules.variables), ...given.values()];
  const read = new Map<string, ReturnType<typeof numbersAgainst>>();
  const unknownIn = (said: string, cites: readonly string[] | null) => {
    const ids = cites === null ? null : [...new Set(cites)].filter((id) => given.has(id)).sort();
    const key = JSON.stringify(ids);
    const facts = () => (ids === null ? everything : ids.map((id) => given.get(id) ?? '')).join('\n');
    const numbers = read.get(key) ?? numbersAgainst(withoutUnseen(facts()));
    read.set(key, numbers);
    return numbers(said, mostNumbers);
  };
  for (const { path, id } of citationsOf(answer)) {
    if (given.has(id)) continue;
    yield { text: `${path}: no source of the id ${JSON.stringify(id.slice(0, 60))} was given.`, invented: true };
  }
  for (const { path, text: said, cites } of textsOf(answer)) {
    if (hasAddress(said))
      yield { text: `${path}: holds an address, a link or markup; write plain words.`, invented: false };
    const unknown = unknownIn(said, cites);
    if (unknown.length === 0) continue;
    const where = cites === null ? 'the data' : 'the sources that it cites';
    const text = `${path}: ${where} do not say ${unknown.join(', ')}; copy numbers exactly or leave them out.`;
    yield { text, invented: true };
  }
}
