import { CodedError, type ErrorCode } from '../../contracts/errors/index.ts';
import type { PromptVersion } from '../../contracts/prompt.ts';
import { type TrialSettings, type TriedCase, tryCase } from './try-prompt.ts';

/** Faults that end it all: every later question would have the same one. */
const endings: ReadonlySet<string> = new Set<ErrorCode>(['LLM_BUDGET_SPENT', 'LLM_SPEND_LIMIT']);
/** Faults that say nothing of a prompt: a case that has one is left out for both versions. */
const circumstances: ReadonlySet<string> = new Set<ErrorCode>([
  ...(['LLM_BUDGET_SPENT', 'LLM_SPEND_LIMIT', 'LLM_UNAVAILABLE', 'LLM_SAMPLING_REFUSED', 'LLM_PERSONAL_DATA'] as const),
]);
/** So many cases in a row that nobody could be asked, and the models are taken to be away. */
const awayAfter = 3;

/** How far it is. `cost_usd` is what both versions have cost. */
export type Progress = { readonly done: number; readonly total: number; readonly cost_usd: number };

/** Both versions on the same cases. */
export type TriedBoth = {
  readonly columns: readonly [readonly TriedCase[], readonly TriedCase[]];
  readonly left_out: number;
  readonly cost_usd: number;
  /** Why it ended before the last case; null when it did not. */
  readonly stopped: { readonly code: ErrorCode; readonly reason: string } | null;
};

/**
 * Asks each case with both versions before the next one, so that wherever it ends both have had the same cases and the same
 * day. It ends when the money does, or when nobody can be asked. Throws EVALUATION_UNANSWERED when no case was answered.
 */
export async function tryBoth(
  [one, other]: readonly [PromptVersion, PromptVersion],
  settings: TrialSettings & { readonly onCase?: (progress: Progress) => void | Promise<void> },
): Promise<TriedBoth> {
  const columns: [TriedCase[], TriedCase[]] = [[], []];
  const { cases } = settings.dataset;
  let [left_out, away, cost_usd, done] = [0, 0, 0, 0];
  let last: TriedBoth['stopped'] = null;
  for (const wanted of cases) {
    const pair: TriedCase[] = [];
    let fault: TriedBoth['stopped'] = null;
    for (const prompt of [one, other]) {
      const each = await tryCase(prompt, wanted, settings);
      cost_usd += each.cost_usd;
      const { trouble } = each.tried;
      if (trouble !== null && circumstances.has(trouble.code)) fault = trouble;
      if (fault !== null) break;
      pair.push(each);
    }
    done += 1;
    await settings.onCase?.({ done, total: cases.length, cost_usd });
    const [first, second] = pair;
    if (fault === null && first !== undefined && second !== undefined) {
      columns[0].push(first);
      columns[1].push(second);
      away = 0;
      continue;
    }
    left_out += 1;
    away += 1;
    last = fault;
    if (fault !== null && (endings.has(fault.code) || away === awayAfter)) break;
  }
  const early = done < cases.length || (last !== null && endings.has(last.code));
  if (columns[0].length === 0 && last !== null) {
    const message = `No case was answered: ${last.code}: ${last.reason}`;
    throw new CodedError('EVALUATION_UNANSWERED', message, { ...last, cost_usd });
  }
  return { columns, left_out, cost_usd, stopped: early ? last : null };
}
