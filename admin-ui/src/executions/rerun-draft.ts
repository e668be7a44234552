import type { ExecutionView } from './execution-view.ts';
import { readObject, readValue } from './read-json.ts';
import type { RerunRequest } from './rerun-actions.ts';
import { failedStepOf } from './step-choices.ts';

/** What a person has put into the form so far, as text. */
export type RerunDraft = {
  readonly from_step: string;
  /** The step that is not to run; '' for none. */
  readonly skipped: string;
  readonly value: string;
  /** Inputs that replace those of the first run, as JSON. */
  readonly inputs: string;
  readonly latest: boolean;
  readonly reason: string;
};

/** The form before anything was touched: from the step that failed. */
export function startingDraft({ steps, inputs }: Pick<ExecutionView, 'steps' | 'inputs'>): RerunDraft {
  return {
    from_step: failedStepOf(steps ?? []),
    ...{ skipped: '', value: '', inputs: JSON.stringify(inputs), latest: false, reason: '' },
  };
}

/** What the form asks for; null with the reason while it cannot be sent. */
export function requestOf(draft: RerunDraft): { request: RerunRequest | null; problem: string | null } {
  const inputs = readObject(draft.inputs);
  if (draft.from_step === '') return { request: null, problem: 'It reached no step that it could go on from.' };
  if (inputs === null) return { request: null, problem: 'The inputs are an object in JSON.' };
  if (draft.reason.trim() === '') return { request: null, problem: 'Say why; the audit log keeps it.' };
  const skip = draft.skipped === '' ? {} : { [draft.skipped]: readValue(draft.value) };
  const version = draft.latest ? 'latest' : 'same';
  return {
    request: { from_step: draft.from_step, inputs, skip, version, reason: draft.reason.trim() },
    problem: null,
  };
}
