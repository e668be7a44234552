import { type ApprovalCard, approvalCard, momentWords } from '../../contracts/approval-card.ts';
import type { ApprovalReference } from '../../contracts/chat.ts';
import { reasonWords } from '../../contracts/rejection.ts';
import type { TenantTransaction } from '../../db/connect.ts';
import { type ApprovalRow, findApproval, listDecisions } from '../../db/queries/approvals-list.ts';
import { playbookLabels } from '../../db/queries/playbook-labels.ts';
import type { Channels } from './channels.ts';

/** An approval as messages tell it, at one moment. */
export type AskedApproval = {
  readonly reference: ApprovalReference;
  readonly card: ApprovalCard;
  /** How many people may decide. */
  readonly asked: number;
  readonly eligible: ApprovalRow['eligible'];
  /** One sentence on how it ended or stands, once it does not wait any more; else null. */
  readonly ending: string | null;
  /** Whether a link in a mail may decide it. */
  readonly decidable_by_link: boolean;
  readonly expires_at: Date;
  readonly inbox_url: string | null;
};

/** The label of a playbook that says whether mails carry links that decide: `always`, `never`; else only below high risk. */
const linkLabel = 'decision_links';

/** Reads an approval as it stands now; null when there is none. */
export async function readAskedApproval(
  tx: TenantTransaction,
  tenant_id: string,
  approval_id: string,
  { public_url }: Pick<Channels, 'public_url'>,
): Promise<AskedApproval | null> {
  const approval = await findApproval(tx, approval_id);
  if (approval === null) return null;
  const label = (await playbookLabels(tx, approval.execution_id))[linkLabel];
  const high = approval.recommendation?.risk_level === 'high';
  return {
    reference: { tenant_id, approval_id, plan_digest: approval.plan_digest },
    card: approvalCard(approval),
    asked: approval.eligible.length,
    eligible: approval.eligible,
    ending: approval.status === 'pending' ? null : await endingOf(tx, approval),
    decidable_by_link: label === 'always' || (label !== 'never' && !high),
    expires_at: approval.expires_at,
    inbox_url: public_url === null ? null : `${public_url}/admin/#/approvals/${approval_id}/show`,
  };
}

async function endingOf(tx: TenantTransaction, approval: ApprovalRow): Promise<string> {
  const counted = (await listDecisions(tx, approval.approval_id)).filter((each) => each.status === 'accepted');
  const said = (decision: 'approve' | 'reject') => counted.filter((each) => each.decision === decision);
  const at = approval.decided_at === null ? '' : ` at ${momentWords(approval.decided_at)}`;
  const names = (people: ReturnType<typeof said>) =>
    [...new Set(people.map((each) => each.actor_email))].join(', ') || 'nobody';
  switch (approval.status) {
    case 'approved':
      if (approval.quorum === 0) return `Approved by the rule of autonomy${at}; nobody was asked.`;
      return `Approved by ${names(said('approve'))}${at}.`;
    case 'undo_window': {
      const until = approval.undo_until === null ? '' : ` It can be taken back until ${clock(approval.undo_until)}.`;
      return `Approved by ${names(said('approve'))}${at}.${until}`;
    }
    case 'rejected': {
      const [last] = said('reject').slice(-1);
      if (last === undefined) return `Rejected${at}: nobody decided in time.`;
      return `Rejected by ${last.actor_email}${at}${last.reason === null ? '' : `: ${reasonWords(last.reason).slice(0, 200)}`}.`;
    }
    case 'expired':
      return `Expired${at}: nobody decided in time, and nothing was changed.`;
    case 'superseded':
      return `No longer asked${at}: the plan has changed, and a new question takes its place.`;
    default:
      return `No longer needed${at}: the execution was called off.`;
  }
}

function clock(moment: Date): string {
  return `${moment.toISOString().slice(11, 19)} UTC`;
}
