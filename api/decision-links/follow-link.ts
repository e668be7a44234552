import { CodedError } from '../../contracts/errors/index.ts';
import { withTenant } from '../../db/connect.ts';
import { findMember } from '../../db/queries/api-keys.ts';
import { type ApprovalRow, findApproval } from '../../db/queries/approvals-list.ts';
import { findDecisionLink, releaseDecisionLink, useDecisionLink } from '../../db/queries/decision-links.ts';
import { type DecisionResult, decide } from '../decisions/decide.ts';
import { canBeDecided } from '../decisions/eligibility.ts';
import type { ApiDependencies } from '../dependencies.ts';

type Parts = Pick<ApiDependencies, 'database' | 'relay' | 'temporal' | 'events' | 'log' | 'limits' | 'now'>;

/** What somebody holds who followed a link from a mail. */
export type FollowedLink = {
  readonly tenant_id: string;
  readonly token: string;
  readonly user_id: string;
  readonly approval: ApprovalRow;
};

/** Links of one tenant that lead nowhere, from everybody together. */
const perMinute = 120;
const decideWithinMs = 15_000;
const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/**
 * Looks at what a link leads to and changes nothing, since programs that scan mails open links too. Throws
 * DECISION_LINK_INVALID for one that is unknown or used, or whose approval waits no longer, always with the same words.
 */
export async function followLink(deps: Parts, link: string): Promise<FollowedLink> {
  const [, tenant_id, token] = shape.exec(link) ?? [];
  if (tenant_id === undefined || token === undefined) throw invalid();
  const found = await look(deps, tenant_id, token);
  if (found !== null) return found;
  // Only links that are none count, or a stranger who knows the tenant could keep its people from deciding.
  await deps.limits.take('decision_link', tenant_id, perMinute);
  throw invalid();
}

async function look(deps: Parts, tenant_id: string, token: string): Promise<FollowedLink | null> {
  return withTenant(deps.database, tenant_id, async (tx) => {
    const found = await findDecisionLink(tx, token);
    const approval = found === null ? null : await findApproval(tx, found.approval_id);
    if (found === null || found.used_at !== null || approval === null) return null;
    // A link ends with what can be decided by it.
    if (!canBeDecided(approval, deps.now())) return null;
    return { tenant_id, token, user_id: found.user_id, approval };
  });
}

/**
 * Decides as the person to whom the link was mailed, with the roles they have now. The link is used up first, so that
 * of two at once one decides; it comes back only when nothing was handed in.
 * Throws DECISION_LINK_INVALID and what the decision service throws.
 */
export async function decideByLink(
  deps: Parts,
  { tenant_id, token, user_id, approval }: FollowedLink,
  said: { readonly decision: 'approve' | 'reject'; readonly reason: string | null },
): Promise<DecisionResult> {
  const inTenant = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(deps.database, tenant_id, work);
  const member = await inTenant(async (tx) => {
    if (!(await useDecisionLink(tx, token))) throw invalid();
    return findMember(tx, user_id);
  });
  if (member === null)
    throw new CodedError('DECISION_NOT_ELIGIBLE', 'You are not among the people who may decide on this.');
  const { email, roles } = member;
  const principal = { tenant_id, user_id, email, roles: [...roles], api_key_id: null };
  const { approval_id, plan_digest } = approval;
  const request = { approval_id, plan_digest, ...said, edits: null, channel: 'email' };
  try {
    return await decide(deps, { principal, inTenant }, request, AbortSignal.timeout(decideWithinMs));
  } catch (error) {
    if (!(error instanceof CodedError)) await inTenant((tx) => releaseDecisionLink(tx, token));
    throw error;
  }
}

function invalid(): CodedError {
  return new CodedError('DECISION_LINK_INVALID', 'This link was used, has expired, or the approval waits no longer.');
}
