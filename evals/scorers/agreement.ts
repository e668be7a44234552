import { CodedError } from '../../contracts/errors/index.ts';
import { type WorkflowType, workflowTypeSchema } from '../../contracts/recommendation.ts';

/** What the agent recommended and what was right. */
export type Decision = { readonly agent: WorkflowType; readonly human: WorkflowType };

/** The share of cases, 0–1, in which the agent chose what the person chose. Throws EVALUATION_EMPTY without cases. */
export function agreementRate(decisions: readonly Decision[]): number {
  if (decisions.length === 0) throw new CodedError('EVALUATION_EMPTY', 'There is no case to compare.');
  return decisions.filter(({ agent, human }) => agent === human).length / decisions.length;
}

/** How well one workflow is chosen; null where there is nothing to divide by. */
export type WorkflowScore = {
  readonly workflow: WorkflowType;
  /** Of those recommended, the share that was right; null when it was never recommended. */
  readonly precision: number | null;
  /** Of those that were right, the share that was recommended; null when it never was right. */
  readonly recall: number | null;
  readonly f1: number | null;
  readonly recommended: number;
  readonly right: number;
};

/** Precision, recall and F1 of every workflow. F1 is null when one of the two is, and 0 when both are 0. */
export function workflowScores(decisions: readonly Decision[]): readonly WorkflowScore[] {
  return workflowTypeSchema.options.map((workflow) => {
    const recommended = decisions.filter(({ agent }) => agent === workflow).length;
    const right = decisions.filter(({ human }) => human === workflow).length;
    const both = decisions.filter(({ agent, human }) => agent === workflow && human === workflow).length;
    const precision = recommended === 0 ? null : both / recommended;
    const recall = right === 0 ? null : both / right;
    const f1 = precision === null || recall === null ? null : both === 0 ? 0 : (2 * both) / (recommended + right);
    return { workflow, precision, recall, f1, recommended, right };
  });
}
