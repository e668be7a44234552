import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { actionCatalog } from '../../activities/catalog.action.ts';
import type { DecideSignal } from '../../contracts/approval.ts';
import type { DemoCampaign } from '../../contracts/demo-world.ts';
import type { ExecutionInput } from '../../contracts/execution.ts';
import { withTenant } from '../../db/connect.ts';
import { approvals } from '../../db/schema/index.ts';
import { demoUserId, seedPeople } from '../../db/seed/people.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import type { Stage } from '../ad-platforms/stage.ts';

/** What every campaign’s daily budget shall become. */
export const raisedBudgetMinor = 46_000;

const source = `
id: chaos_raise_v1
name: Raise a budget
scope: campaign
inputs:
  campaign_id: { type: string, required: true }
steps:
  - id: raise
    agent: AdPlatformAgent
    action: set_daily_budget
    params:
      campaign_id: '{{inputs.campaign_id}}'
      daily_budget_minor: ${raisedBudgetMinor}
    output: raised
approval: { undo_window: 0 }
`;

/** An execution of a one-step playbook, compiled by the real compiler, on a campaign. */
export async function raiseOn(
  stage: Stage,
  { campaign_id, campaign_name }: Pick<DemoCampaign, 'campaign_id' | 'campaign_name'>,
): Promise<{ campaign_id: string; input: ExecutionInput }> {
  const { plan, digest, diagnostics } = compilePlaybook(source, { file: 'chaos.yaml', actions: actionCatalog });
  if (plan === null || digest === null)
    throw new Error(`The playbook does not compile: ${JSON.stringify(diagnostics)}`);
  const { execution_id, tenant_id, requested_by } = await stage.startExecution();
  const input: ExecutionInput = {
    ...{ execution_id, tenant_id, plan, requested_by },
    playbook_digest: digest,
    inputs: { campaign_id },
    context: {},
    entity: { type: 'campaign', id: campaign_id, name: campaign_name },
    mode: 'live',
    excluded_user_ids: [requested_by.user_id],
  };
  return { campaign_id, input };
}

/** The same on a campaign of its own. */
export async function prepareRaise(stage: Stage): ReturnType<typeof raiseOn> {
  return raiseOn(stage, await stage.addCampaign());
}

/** Gives the tenant its people, so that somebody else than the requester can be asked. */
export async function addPeople(stage: Stage): Promise<void> {
  await withTenant(stage.database.owner, stage.tenant.tenant_id, (tx) => seedPeople(tx, stage.tenant, 'a-password'));
}

/** Waits until the execution asks, and gives the approver’s yes to exactly what was asked. */
export async function approverSaysYes(stage: Stage, execution_id: string): Promise<DecideSignal> {
  for (;;) {
    const [asked] = await stage.inTenant((tx) =>
      tx.select().from(approvals).where(eq(approvals.execution_id, execution_id)),
    );
    if (asked) {
      const { approval_id, plan_digest } = asked;
      const user_id = demoUserId(stage.tenant, 'approver');
      const actor = { user_id, email: `approver@${stage.tenant.email_domain}` };
      return {
        decision_id: randomUUID(),
        approval_id,
        plan_digest,
        decision: 'approve',
        actor,
        edits: null,
        reason: null,
      };
    }
    await pause(50);
  }
}
