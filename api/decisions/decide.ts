import type { DecideSignal, DecisionOutcome } from '../../contracts/approval.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { deriveId } from '../../db/derive-id.ts';
import { type ApprovalRow, findApproval, listDecisions } from '../../db/queries/approvals-list.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { insertDecision } from '../../db/queries/decisions.ts';
import { enqueueClaimedOutbox } from '../../db/queries/enqueue-claimed.ts';
import type { ClaimedMessage } from '../../db/queries/outbox.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import type { CallerPart } from '../operation/operation.ts';
import { leaseSeconds } from '../outbox/lease.ts';
import { awaitOutcome } from './await-outcome.ts';
import { checkEdits } from './check-edits.ts';
import { checkReason, type SaidWhy } from './check-reason.ts';
import { canBeDecided, ineligibility } from './eligibility.ts';

/** What somebody decides about an approval. `plan_digest` null means: whatever waits now (the short form). */
export type DecisionRequest = SaidWhy & {
  readonly approval_id: string;
  readonly plan_digest: string | null;
  readonly decision: DecideSignal['decision'];
  readonly edits: DecideSignal['edits'];
  readonly channel: string;
};

/** A decision that counts, and the approval as it stands after it. */
export type DecisionResult = { readonly decision_id: string; readonly approval: ApprovalRow };

/**
 * The one way to decide, behind every channel. Checks who may, writes the decision and the signal to the workflow in one
 * transaction, sends the signal, and answers only when the workflow has said what became of it: the workflow, not the
 * database, is where two decisions are told apart. The same decision of the same person has the same id, so a repeat
 * gets the recorded outcome and changes nothing.
 * A no says why. Throws APPROVAL_NOT_FOUND, DECISION_* or, when the workflow does not answer in time, UNAVAILABLE (the decision is kept
 * and will arrive).
 */
export async function decide(
  deps: Pick<ApiDependencies, 'relay' | 'temporal' | 'events' | 'log' | 'now'>,
  caller: CallerPart,
  request: DecisionRequest,
  signal: AbortSignal,
): Promise<DecisionResult> {
  if (request.decision === 'reject') checkReason(request);
  const handed = await caller.inTenant((tx) => handIn(tx, caller, request, deps.now()));
  if (handed.kind === 'refused') throw handed.error;
  const { approval, decision_id } = handed;
  if (handed.message !== null) await deps.relay.send(handed.message);
  const outcome = await awaitOutcome(deps, caller, { approval, decision_id, signal });
  if (outcome?.accepted === true && approval.recommendation !== null) {
    // A recommendation has the id of the execution that made it.
    const { execution_id: recommendation_id } = approval;
    const decided_by = caller.principal.user_id;
    deps.log.info({ event: 'decision_recorded', recommendation_id, decision: request.decision, decided_by });
  }
  return answerTo(caller, { approval_id: approval.approval_id, decision_id, outcome });
}

/** Turns an outcome into the approval as it stands, or into the error of its code. */
export async function answerTo(
  caller: CallerPart,
  settled: { readonly approval_id: string; readonly decision_id: string; readonly outcome: DecisionOutcome | null },
): Promise<DecisionResult> {
  const { approval_id, decision_id, outcome } = settled;
  if (outcome === null) {
    throw new CodedError(
      'UNAVAILABLE',
      'Your decision is recorded, but the workflow has not confirmed it yet.',
      { decision_id },
      2,
    );
  }
  return caller.inTenant(async (tx) => {
    const approval = await findApproval(tx, approval_id);
    if (approval === null) throw new CodedError('APPROVAL_NOT_FOUND', 'There is no such approval.');
    if (outcome.accepted) return { decision_id, approval };
    throw await refusal(tx, approval, outcome.code);
  });
}

type HandedIn =
  | { readonly kind: 'refused'; readonly error: CodedError }
  | {
      readonly kind: 'submitted';
      readonly approval: ApprovalRow;
      readonly decision_id: string;
      readonly message: ClaimedMessage | null;
    };

async function handIn(
  tx: TenantTransaction,
  caller: CallerPart,
  request: DecisionRequest,
  now: Date,
): Promise<HandedIn> {
  const { principal } = caller;
  const approval = await findApproval(tx, request.approval_id);
  if (approval === null) throw new CodedError('APPROVAL_NOT_FOUND', 'There is no such approval.');
  const code = ineligibility(approval, principal);
  if (code !== null) {
    // A refused attempt is worth knowing about, so it is committed before the answer goes out.
    await audit(tx, caller, approval, 'decision.refused', {
      decision: request.decision,
      code,
      channel: request.channel,
    });
    return { kind: 'refused', error: await refusal(tx, approval, code) };
  }
  const plan_digest = request.plan_digest ?? approval.plan_digest;
  const decision_id = await identify(tx, approval, { ...request, plan_digest }, principal.user_id);
  const earlier = await listDecisions(tx, approval.approval_id);
  if (earlier.some((each) => each.decision_id === decision_id)) {
    return { kind: 'submitted', approval, decision_id, message: null };
  }
  if (plan_digest !== approval.plan_digest) throw await refusal(tx, approval, 'DECISION_STALE');
  if (!canBeDecided(approval, now)) throw await refusal(tx, approval, 'DECISION_TOO_LATE');
  checkEdits(approval, request);
  const { decision, edits, reason, channel } = request;
  const actor = { user_id: principal.user_id, email: principal.email };
  const added = await insertDecision(tx, {
    ...{ decision_id, approval_id: approval.approval_id, decision, plan_digest },
    ...{ actor_user_id: actor.user_id, actor_email: actor.email, channel, edits, reason },
  });
  // Somebody else’s request with the same decision came in at the same moment and is sending it.
  if (!added) return { kind: 'submitted', approval, decision_id, message: null };
  const message = await enqueueClaimedOutbox(
    tx,
    {
      kind: 'signal_decision',
      payload: {
        workflow_id: approval.workflow_id,
        signal: { decision_id, approval_id: approval.approval_id, plan_digest, decision, actor, edits, reason },
      },
      dedupe_key: `decision/${decision_id}`,
    },
    leaseSeconds,
  );
  await audit(tx, caller, approval, 'decision.submitted', { decision_id, decision, plan_digest, channel });
  return { kind: 'submitted', approval, decision_id, message };
}

/** The id of a decision follows from what it says; a yes after a withdrawn yes is another one. */
async function identify(
  tx: TenantTransaction,
  approval: ApprovalRow,
  request: DecisionRequest & { readonly plan_digest: string },
  user_id: string,
): Promise<string> {
  const earlier = await listDecisions(tx, approval.approval_id);
  const withdrawn = earlier.filter(
    (each) => each.decision === 'withdraw' && each.actor_user_id === user_id && each.status === 'accepted',
  );
  const edits = JSON.stringify(Object.entries(request.edits ?? {}).sort(([left], [right]) => (left < right ? -1 : 1)));
  const said = [request.plan_digest, request.decision, edits, String(withdrawn.length)];
  return deriveId('decision', approval.approval_id, user_id, ...said);
}

async function audit(
  tx: TenantTransaction,
  caller: CallerPart,
  approval: ApprovalRow,
  action: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  await appendAudit(tx, {
    action,
    actor_user_id: caller.principal.user_id,
    actor_email: caller.principal.email,
    entity_type: 'approval',
    entity_id: approval.approval_id,
    details,
  });
}

/** The error for a decision that does not count; when somebody was first, it says who and when. */
export async function refusal(
  tx: TenantTransaction,
  approval: ApprovalRow,
  code: Extract<DecisionOutcome, { accepted: false }>['code'],
): Promise<CodedError> {
  switch (code) {
    case 'DECISION_TOO_LATE': {
      const decisions = await listDecisions(tx, approval.approval_id);
      const first = decisions.find((each) => each.status === 'accepted' && each.decision !== 'withdraw');
      const who =
        first === undefined ? `It is ${approval.status}.` : `${first.actor_email} decided (${first.decision}) first.`;
      const why =
        approval.status === 'pending'
          ? `This can no longer be decided. It was open until ${approval.expires_at.toISOString()}.`
          : `This has already been decided. ${who}`;
      return new CodedError(code, why, {
        approval_status: approval.status,
        decided_by: first?.actor_email ?? null,
        decided_at: first?.created_at.toISOString() ?? null,
        decision: first?.decision ?? null,
      });
    }
    case 'DECISION_STALE':
      return new CodedError(code, 'The plan has changed since you looked; the decision was not counted.', {
        plan_digest: approval.plan_digest,
        approval_status: approval.status,
      });
    case 'DECISION_SELF_APPROVAL':
      return new CodedError(code, 'You asked for this change, or last edited its playbook: a colleague must decide.');
    case 'DECISION_NOT_ELIGIBLE':
      return new CodedError(code, 'You are not among the people who may decide on this.');
    case 'DECISION_REPEATED':
      return new CodedError(code, 'You have already said yes; a quorum counts people, not clicks.');
    case 'DECISION_EDIT_INVALID':
      return new CodedError(code, 'This edit is not allowed.', { editable: approval.editable });
    case 'DECISION_UNDO_WINDOW_CLOSED':
      return new CodedError(code, 'The decision can no longer be taken back.', { approval_status: approval.status });
    case 'APPROVAL_NOT_FOUND':
      return new CodedError(code, 'The workflow does not know this approval.');
  }
}
