import { CodedError } from '../../contracts/errors/index.ts';
import { permissionsOf } from '../../contracts/roles.ts';
import { deriveId } from '../../db/derive-id.ts';
import { notifyPeople } from '../../db/queries/approvals.ts';
import { type ApprovalRow, findApproval } from '../../db/queries/approvals-list.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { recordDelegation } from '../../db/queries/delegations.ts';
import { enqueueClaimedOutbox } from '../../db/queries/enqueue-claimed.ts';
import type { ClaimedMessage } from '../../db/queries/outbox.ts';
import { findPeople } from '../../db/queries/people.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import type { CallerPart } from '../operation/operation.ts';
import { leaseSeconds } from '../outbox/lease.ts';
import { refusal } from './decide.ts';
import { ineligibility } from './eligibility.ts';

/** `to` is an e-mail address. */
export type DelegationRequest = {
  readonly approval_id: string;
  readonly to: string;
  readonly reason: string | null;
};

/**
 * Lets a colleague decide one approval in the caller's stead. Both may decide then, and both together have one voice: the
 * workflow counts it. The row, the notice, the audit entry and the signal are committed together. Repeating it changes
 * nothing. Throws APPROVAL_NOT_FOUND, DECISION_TOO_LATE, DECISION_SELF_APPROVAL, DECISION_NOT_ELIGIBLE (the caller may not
 * decide) or DELEGATION_INVALID (the colleague may not).
 */
export async function delegate(
  deps: Pick<ApiDependencies, 'relay'>,
  caller: CallerPart,
  request: DelegationRequest,
): Promise<ApprovalRow> {
  const { approval, message } = await caller.inTenant((tx) => handOver(tx, caller, request));
  if (message !== null) await deps.relay.send(message);
  return approval;
}

type HandedOver = { readonly approval: ApprovalRow; readonly message: ClaimedMessage | null };

async function handOver(tx: TenantTransaction, caller: CallerPart, request: DelegationRequest): Promise<HandedOver> {
  const { user_id, email } = caller.principal;
  const approval = await approvalOf(tx, request.approval_id);
  const code = ineligibility(approval, caller.principal);
  if (code !== null) throw await refusal(tx, approval, code);
  const delegation_id = deriveId('delegation', approval.approval_id, user_id, request.to.toLowerCase());
  const [to] = await findPeople(tx, { roles: [], emails: [request.to] });
  if (to === undefined)
    throw new CodedError('DELEGATION_INVALID', `Your tenant has nobody with the address ${request.to}.`);
  const added = await recordDelegation(tx, {
    ...{ delegation_id, approval_id: approval.approval_id, from_user_id: user_id, to, reason: request.reason },
    ...{ allowed: () => checkColleague(approval, to) },
  });
  if (added === 'known') return { approval, message: null };
  if (added === 'ended') throw await refusal(tx, approval, 'DECISION_TOO_LATE');
  await notifyPeople(tx, [to.user_id], {
    kind: 'approval.delegated',
    title: approval.title,
    body: `${email} asks you to decide until ${approval.expires_at.toISOString()}.${request.reason === null ? '' : ` ${request.reason}`}`,
    link: `/approvals/${approval.approval_id}`,
  });
  await appendAudit(tx, {
    ...{ action: 'approval.delegated', actor_user_id: user_id, actor_email: email },
    ...{ entity_type: 'approval', entity_id: approval.approval_id, details: { delegation_id, to: to.user_id } },
  });
  const signal = {
    delegation_id,
    approval_id: approval.approval_id,
    from: { user_id, email },
    to,
    reason: request.reason,
  };
  const payload = { workflow_id: approval.workflow_id, signal };
  const outgoing = { kind: 'signal_delegation', payload, dedupe_key: `delegation/${delegation_id}` };
  const message = await enqueueClaimedOutbox(tx, outgoing, leaseSeconds);
  return { approval: await approvalOf(tx, request.approval_id), message };
}

async function approvalOf(tx: TenantTransaction, approval_id: string): Promise<ApprovalRow> {
  const approval = await findApproval(tx, approval_id);
  if (approval === null) throw new CodedError('APPROVAL_NOT_FOUND', 'There is no such approval.');
  return approval;
}

/** The same law as in the workflow, so that what is recorded here is never refused there. */
function checkColleague(approval: ApprovalRow, to: ApprovalRow['eligible'][number]): void {
  const refuse = (why: string) => new CodedError('DELEGATION_INVALID', `${to.email} ${why}.`);
  if (approval.requested_by === to.user_id || approval.excluded_user_ids.includes(to.user_id))
    throw refuse('asked for this change, or last edited its playbook');
  if (approval.eligible.some((person) => person.user_id === to.user_id)) throw refuse('is asked already');
  if (!permissionsOf(to.roles).has('approvals:decide')) throw refuse('has no role that may decide');
}
