import { createPromptRegistry, type PromptRegistry } from '../../activities/llm/prompts/index.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { trials } from './trials.ts';
import { type Progress, type TriedBoth, tryBoth } from './try-both.ts';
import { reportOf, type TrialSettings, type TriedPrompt } from './try-prompt.ts';

/** Two versions of a prompt on the same cases, the older first as they were named, and which of them is to be used. */
export type PromptComparison = {
  readonly name: string;
  readonly results: readonly [TriedPrompt, TriedPrompt];
  readonly keys: readonly [string, string];
  /** The key of the better one; the first of the two when they do equally well. */
  readonly winner: string;
  /** How many cases both had to answer; those that were left out, and that were not come to, are not among them. */
  readonly cases: number;
} & Pick<TriedBoth, 'left_out' | 'stopped' | 'cost_usd'>;

/** The prompts that can be compared on golden cases. */
export const comparablePrompts: readonly string[] = Object.keys(trials);

/**
 * Runs the golden cases with both versions and keeps the first unless the second gets more of them right. Throws
 * PROMPT_UNKNOWN for a prompt or version that there is not, before anything is asked, and PROMPT_NOT_COMPARABLE for a prompt
 * of which no golden case knows the right answer; EVALUATION_UNANSWERED when no model answered a case.
 */
export async function comparePrompts(
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string },
  settings: Omit<TrialSettings, 'trial'> & { readonly onCase?: (progress: Progress) => void | Promise<void> },
  registry: PromptRegistry = createPromptRegistry(),
): Promise<PromptComparison> {
  const keys = [registry.getPrompt(name, from).key, registry.getPrompt(name, to).key] as const;
  const trial = Object.hasOwn(trials, name) ? trials[name] : undefined;
  if (trial === undefined) {
    const detail = `${name} cannot be tried on golden cases; ${comparablePrompts.join(', ')} can.`;
    throw new CodedError('PROMPT_NOT_COMPARABLE', detail, { name, comparable: [...comparablePrompts] });
  }
  const whole = { ...settings, trial };
  const versions = [registry.getPrompt(name, keys[0]), registry.getPrompt(name, keys[1])] as const;
  const { columns, ...ended } = await tryBoth(versions, whole);
  const open = [...columns];
  const { results, winner } = await registry.compareVersions(name, keys, (prompt) =>
    reportOf(prompt, open.shift() ?? [], whole),
  );
  return { name, results, keys, winner, cases: columns[0].length, ...ended };
}
