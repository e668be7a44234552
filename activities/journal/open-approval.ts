import { createHash } from 'node:crypto';
import type { OpenApprovalAnswer, OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { EligiblePerson } from '../../contracts/approval.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import { type Database, type TenantTransaction, withTenant } from '../../db/connect.ts';
import {
  askMorePeople,
  insertApproval,
  linkRecommendation,
  notifyPeople,
  readAskedApproval,
  supersedeApproval,
} from '../../db/queries/approvals.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { appendEvent } from '../../db/queries/execution-events.ts';
import { markAsked } from '../../db/queries/executions.ts';
import { markStep } from '../../db/queries/step-runs.ts';
import { type Announce, silent } from './announce.ts';
import { eligiblePeople } from './eligible-people.ts';
import { grantedByPolicy, tellOfGrant } from './grant-by-policy.ts';
import { whomStageReaches } from './whom-stage-reaches.ts';

/**
 * Asks an approval: finds out who may decide and freezes it, writes the row, tells the people, and gives the workflow
 * what it waits for. Asking again with the same id gives what was frozen the first time and does nothing else, but for an
 * escalation: the next line of the chain is asked besides, once, and what was asked stays as it is. Where the rule of
 * autonomy says yes, nobody is asked: the approval is stored with a quorum of 0 and people are told instead.
 * Throws APPROVAL_NOBODY_ELIGIBLE when fewer may decide than the quorum needs.
 */
export async function openApproval(
  database: Database,
  call: OpenApprovalCall,
  announce: Announce = silent,
): Promise<OpenApprovalAnswer> {
  return withTenant(database, call.origin.tenant_id, async (tx) => {
    const asked = await readAskedApproval(tx, call.approval_id);
    const level = call.escalation_level ?? 0;
    if (asked === null) await ask(tx, call, await enoughPeople(tx, call), announce);
    else if (level > 0) await askMore(tx, call, asked.eligible, announce);
    const frozen = (level > 0 ? null : asked) ?? (await readAskedApproval(tx, call.approval_id));
    if (frozen === null) throw new CodedError('APPROVAL_NOT_FOUND', 'The approval was not stored.');
    const { approval_id, plan_digest, eligible, excluded_user_ids, quorum, editable, expires_at } = frozen;
    const expires_at_ms = expires_at.getTime();
    return { approval_id, plan_digest, eligible, excluded_user_ids, quorum, editable, expires_at_ms };
  });
}

async function enoughPeople(tx: TenantTransaction, call: OpenApprovalCall): Promise<readonly EligiblePerson[]> {
  const eligible = await whomStageReaches(tx, call.origin, await eligiblePeople(tx, call));
  if (eligible.length >= call.quorum) return eligible;
  const message = `${eligible.length} may decide after leaving out who asked for it; ${call.quorum} are needed.`;
  const { roles, users, groups = [], rule = null } = call.approvers;
  throw new CodedError('APPROVAL_NOBODY_ELIGIBLE', message, {
    approvers: { roles, users, groups, expression: rule?.expression ?? null },
    quorum: call.quorum,
    eligible: eligible.length,
  });
}

async function ask(
  tx: TenantTransaction,
  call: OpenApprovalCall,
  eligible: readonly EligiblePerson[],
  announce: Announce,
): Promise<void> {
  const { origin, approval_id, title, action_id } = call;
  const { execution_id, step_id, iteration, campaign_id, requested_by } = origin;
  const granted = await grantedByPolicy(tx, call);
  const plan_digest = call.plan_digest ?? digestOf(call);
  const expires_at = new Date(call.expires_at_ms);
  const added = await insertApproval(tx, {
    ...{ approval_id, execution_id, step_id, iteration, campaign_id, title, action_id, plan_digest, expires_at },
    params: call.params,
    change_set: call.change_set,
    facts: call.facts,
    evidence: call.evidence,
    eligible,
    excluded_user_ids: [...call.excluded_user_ids],
    // Nobody needs to agree to what the rule of autonomy approves: that is what the workflow reads from it.
    quorum: granted === null ? call.quorum : 0,
    editable: [...call.editable],
    on_timeout: call.on_timeout,
    undo_window_seconds: call.undo_window_seconds,
    requested_by: requested_by.user_id,
    requested_by_email: requested_by.email,
    supersedes: call.supersedes,
  });
  // Two attempts of this activity may run at once when the first was thought dead; one of them asks.
  if (!added) return;
  if (call.supersedes !== null) {
    await supersedeApproval(tx, call.supersedes);
    await announce(tx, { origin, approval_id: call.supersedes, moment: 'settled:superseded' });
  }
  await linkRecommendation(tx, { execution_id, approval_id });
  const told = eligible.map((person) => person.user_id);
  if (granted !== null) await tellOfGrant(tx, call, granted, told);
  else {
    await announce(tx, { origin, approval_id, moment: 'asked' });
    await notifyPeople(tx, told, {
      kind: 'approval.requested',
      title,
      body: `Please decide until ${expires_at.toISOString()}.`,
      link: `/approvals/${approval_id}`,
    });
  }
  await markAsked(tx, { execution_id, step_id });
  await markStep(tx, {
    ...{ execution_id, step_id, iteration, action_id, phase: 'approval', kind: 'approval', summary: title },
    ...{
      line: origin.line ?? null,
      status: 'waiting_for_approval',
      output: { approval_id },
      error: null,
      at: new Date(),
    },
  });
  const data = { step_id, iteration, approval_id, title, plan_digest, expires_at: expires_at.toISOString() };
  await appendEvent(tx, { execution_id, type: 'approval.requested', data });
  await appendEvent(tx, { execution_id, type: 'execution.status_changed', data: { status: 'waiting_for_approval' } });
  await appendAudit(tx, {
    agent_name: origin.playbook_id,
    action: 'approval.requested',
    actor_user_id: requested_by.user_id,
    actor_email: requested_by.email,
    entity_type: 'approval',
    entity_id: approval_id,
    details: {
      execution_id,
      step_id,
      plan_digest,
      quorum: call.quorum,
      eligible: eligible.map((each) => each.user_id),
    },
  });
}

/** Whoever is asked now besides; those who were asked before are not told again. */
async function askMore(
  tx: TenantTransaction,
  call: OpenApprovalCall,
  asked: readonly EligiblePerson[],
  announce: Announce,
): Promise<void> {
  const { origin, approval_id, title, escalation_level: level = 0 } = call;
  const known = new Set(asked.map((person) => person.user_id));
  const added = (await eligiblePeople(tx, call)).filter((person) => !known.has(person.user_id));
  if (!(await askMorePeople(tx, { approval_id, level, added }))) return;
  await announce(tx, { origin, approval_id, moment: `escalated:${level}` });
  const added_ids = added.map((person) => person.user_id);
  await notifyPeople(tx, added_ids, {
    kind: 'approval.escalated',
    title,
    body: `Nobody has decided yet. Please decide until ${new Date(call.expires_at_ms).toISOString()}.`,
    link: `/approvals/${approval_id}`,
  });
  const { execution_id, step_id, iteration } = origin;
  const data = { step_id, iteration, approval_id, title, escalation_level: level, asked: added.length };
  await appendEvent(tx, { execution_id, type: 'approval.requested', data });
  await appendAudit(tx, {
    ...{
      agent_name: origin.playbook_id,
      action: 'approval.escalated',
      entity_type: 'approval',
      entity_id: approval_id,
    },
    ...{ actor_user_id: origin.requested_by.user_id, actor_email: origin.requested_by.email },
    details: { execution_id, step_id, escalation_level: level, eligible: added_ids },
  });
}

/** A gate of its own has no plan; what people see are its title and its evidence, so these are what a decision binds to. */
function digestOf(call: OpenApprovalCall): string {
  const shown = { approval_id: call.approval_id, title: call.title, evidence: call.evidence };
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}
