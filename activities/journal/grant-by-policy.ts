import type { OpenApprovalCall } from '../../contracts/activity-envelope.ts';
import type { TenantTransaction } from '../../db/connect.ts';
import { notifyPeople } from '../../db/queries/approvals.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import { bringsNewWords } from '../../db/queries/creatives.ts';
import { type AutonomyVerdict, judgeAutonomy } from '../../db/queries/judge-autonomy.ts';

/**
 * The grant under which an approval is given without asking; null when people are asked. Only the first question about a
 * planned change can be: once people were asked, in words or by an edit, people answer. New words of an ad are always asked about.
 */
export async function grantedByPolicy(tx: TenantTransaction, call: OpenApprovalCall): Promise<AutonomyVerdict | null> {
  const first = call.change_set !== null && call.supersedes === null && (call.escalation_level ?? 0) === 0;
  if (!first || call.origin.mode !== 'live') return null;
  if (await bringsNewWords(tx, call.change_set?.changes ?? [])) return null;
  const { execution_id } = call.origin;
  const verdict = await judgeAutonomy(tx, { execution_id, params: call.params, now: new Date() });
  return verdict === null || verdict.unmet.length > 0 ? null : verdict;
}

/** Tells the people who would have been asked, and writes down by whose grant nobody was. */
export async function tellOfGrant(
  tx: TenantTransaction,
  { approval_id, title, origin }: OpenApprovalCall,
  { grant_id, granted_by_email, recommendation_id }: AutonomyVerdict,
  user_ids: readonly string[],
): Promise<void> {
  await notifyPeople(tx, user_ids, {
    kind: 'approval.auto_approved',
    title: `Approved without asking: ${title}`,
    body: `The rule of autonomy holds, and ${granted_by_email} has switched it on. What was done can be undone.`,
    link: `/approvals/${approval_id}`,
  });
  await appendAudit(tx, {
    ...{ agent_name: origin.playbook_id, action: 'approval.auto_approved', decision: 'approved' },
    ...{ entity_type: 'approval', entity_id: approval_id },
    details: { execution_id: origin.execution_id, recommendation_id, grant_id, granted_by_email },
  });
}
