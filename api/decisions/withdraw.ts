import { CodedError } from '../../contracts/errors/index.ts';
import { deriveId } from '../../db/derive-id.ts';
import { findApproval, listDecisions } from '../../db/queries/approvals-list.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { insertDecision } from '../../db/queries/decisions.ts';
import { enqueueClaimedOutbox } from '../../db/queries/enqueue-claimed.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import type { CallerPart } from '../operation/operation.ts';
import { leaseSeconds } from '../outbox/lease.ts';
import { awaitOutcome } from './await-outcome.ts';
import { answerTo, type DecisionResult, refusal } from './decide.ts';

/** `decision_id` null means: my own yes, whichever it is. */
type WithdrawalRequest = {
  readonly approval_id: string;
  readonly decision_id: string | null;
  readonly channel: string;
};

/**
 * Takes back the caller’s own yes while the undo window is open (or the quorum is not yet reached).
 * Throws APPROVAL_NOT_FOUND, DECISION_NOT_ELIGIBLE when the caller has said no yes or names another one, DECISION_UNDO_WINDOW_CLOSED when it
 * is too late, or UNAVAILABLE when the workflow does not answer in time.
 */
export async function withdraw(
  deps: Pick<ApiDependencies, 'relay' | 'temporal' | 'events' | 'log'>,
  caller: CallerPart,
  request: WithdrawalRequest,
  signal: AbortSignal,
): Promise<DecisionResult> {
  const { approval, decision_id, message } = await caller.inTenant((tx) => handIn(tx, caller, request));
  if (message !== null) await deps.relay.send(message);
  const outcome = await awaitOutcome(deps, caller, { approval, decision_id, signal });
  return answerTo(caller, { approval_id: approval.approval_id, decision_id, outcome });
}

async function handIn(tx: TenantTransaction, caller: CallerPart, request: WithdrawalRequest) {
  const { principal } = caller;
  const approval = await findApproval(tx, request.approval_id);
  if (approval === null) throw new CodedError('APPROVAL_NOT_FOUND', 'There is no such approval.');
  const earlier = await listDecisions(tx, approval.approval_id);
  const yes = earlier.findLast((each) => each.actor_user_id === principal.user_id && each.decision === 'approve');
  const meant = yes !== undefined && (request.decision_id === null || request.decision_id === yes.decision_id);
  if (!meant || yes.status === 'ignored') throw await refusal(tx, approval, 'DECISION_NOT_ELIGIBLE');
  const decision_id = deriveId('withdrawal', yes.decision_id);
  const actor = { user_id: principal.user_id, email: principal.email };
  const added = await insertDecision(tx, {
    ...{ decision_id, approval_id: approval.approval_id, decision: 'withdraw', plan_digest: yes.plan_digest },
    ...{ actor_user_id: actor.user_id, actor_email: actor.email, channel: request.channel },
  });
  if (!added) return { approval, decision_id, message: null };
  const message = await enqueueClaimedOutbox(
    tx,
    {
      kind: 'signal_withdrawal',
      payload: {
        workflow_id: approval.workflow_id,
        signal: { decision_id, approval_id: approval.approval_id, actor },
      },
      dedupe_key: `decision/${decision_id}`,
    },
    leaseSeconds,
  );
  await appendAudit(tx, {
    action: 'decision.withdrawn',
    actor_user_id: actor.user_id,
    actor_email: actor.email,
    entity_type: 'approval',
    entity_id: approval.approval_id,
    details: { decision_id, withdraws: yes.decision_id, channel: request.channel },
  });
  return { approval, decision_id, message };
}
