import { z } from 'zod';
import type { DecisionOutcome } from '../../contracts/approval.ts';
import { type ApprovalRow, listDecisions } from '../../db/queries/approvals-list.ts';
import { messageNames } from '../../workflows/messages.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { waitUntil } from '../events/wait-until.ts';
import type { CallerPart } from '../operation/operation.ts';

const ignoredCodes = [
  'APPROVAL_NOT_FOUND',
  'DECISION_STALE',
  'DECISION_TOO_LATE',
  'DECISION_SELF_APPROVAL',
  'DECISION_NOT_ELIGIBLE',
  'DECISION_REPEATED',
  'DECISION_EDIT_INVALID',
  'DECISION_UNDO_WINDOW_CLOSED',
] as const;

const outcomesSchema: z.ZodType<DecisionOutcome[]> = z.array(
  z.union([
    z.object({
      decision_id: z.string(),
      accepted: z.literal(true),
      decision: z.enum(['approve', 'reject', 'edit', 'withdraw']),
    }),
    z.object({ decision_id: z.string(), accepted: z.literal(false), code: z.enum(ignoredCodes) }),
  ]),
);

/** How long a person waits for the answer of the workflow, and then for the read model to show it. */
const answerWithinMs = 10_000;
const shownWithinMs = 3_000;

/**
 * Finds out what became of a decision. A settled row says it at once; else the workflow is asked by a query, which sees
 * every signal sent before it. Then waits a moment for the read model, so that the answer shows the approval as decided.
 * Null when the workflow does not answer in time.
 */
export async function awaitOutcome(
  deps: Pick<ApiDependencies, 'temporal' | 'events' | 'log'>,
  caller: CallerPart,
  decision: { readonly approval: ApprovalRow; readonly decision_id: string; readonly signal: AbortSignal },
): Promise<DecisionOutcome | null> {
  const { approval, decision_id, signal } = decision;
  const { execution_id } = approval;
  const settled = () => readSettled(caller, approval.approval_id, decision_id);
  const waiting = { execution_id, signal };
  const outcome = await waitUntil(deps.events, { ...waiting, timeout_ms: answerWithinMs }, async () => {
    return (await settled()) ?? (await ask(deps, approval.workflow_id, decision_id));
  });
  if (outcome !== null) await waitUntil(deps.events, { ...waiting, timeout_ms: shownWithinMs }, settled);
  return outcome;
}

async function ask(
  deps: Pick<ApiDependencies, 'temporal' | 'log'>,
  workflow_id: string,
  decision_id: string,
): Promise<DecisionOutcome | null> {
  try {
    const outcomes = outcomesSchema.parse(await deps.temporal.query(workflow_id, messageNames.outcomes));
    return outcomes.find((each) => each.decision_id === decision_id) ?? null;
  } catch (error) {
    deps.log.warn({ err: error, workflow_id }, 'the workflow could not be asked about a decision');
    return null;
  }
}

async function readSettled(
  caller: CallerPart,
  approval_id: string,
  decision_id: string,
): Promise<DecisionOutcome | null> {
  const decisions = await caller.inTenant((tx) => listDecisions(tx, approval_id));
  const row = decisions.find((each) => each.decision_id === decision_id);
  if (row === undefined || row.status === 'submitted') return null;
  if (row.status === 'ignored') {
    return { decision_id, accepted: false, code: row.ignored_code ?? 'DECISION_TOO_LATE' };
  }
  return { decision_id, accepted: true, decision: row.decision };
}
