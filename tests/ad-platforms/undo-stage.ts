import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import { type UndoPreview, undoPreviewSchema } from '../../contracts/undo.ts';
import { decisions, executions, receipts } from '../../db/schema/index.ts';
import { openStage } from './stage.ts';

/** A stage with what tests of undos need: whose executions were, who said yes, what lies where, and what an undo would do. */
export async function openUndoStage() {
  const stage = await openStage();

  /** Changes something in an execution of its own, of this playbook and approved by these people. */
  async function change(
    action: string,
    params: JsonObject,
    { playbook_id = 'test_v1', approvers = [] }: { playbook_id?: string; approvers?: readonly string[] } = {},
  ) {
    const origin = { ...(await stage.startExecution()), playbook_id };
    const { execution_id } = origin;
    await stage.inTenant((tx) =>
      tx.update(executions).set({ playbook_id }).where(eq(executions.execution_id, execution_id)),
    );
    const planned = await stage.plan(origin, action, params);
    const call = await stage.grantedCall(origin, planned, params);
    for (const email of approvers) await decide(call.grant.approval_id, email);
    const applied = await stage.apply(action, call);
    return { execution_id, receipt_id: applied.receipts[0]?.receipt_id ?? '', applied };
  }

  /** Records the counted yes of somebody. */
  const decide = (approval_id: string, actor_email: string) =>
    stage.inTenant((tx) =>
      tx.insert(decisions).values({
        ...{ decision_id: randomUUID(), approval_id, decision: 'approve', plan_digest: 'd', status: 'accepted' },
        ...{ actor_user_id: randomUUID(), actor_email, channel: 'api' },
      }),
    );

  const undo = (selector: JsonObject, more: JsonObject = {}) => stage.write('undo_changes', { selector, ...more });

  async function preview(selector: JsonObject): Promise<UndoPreview> {
    const origin = await stage.startExecution();
    return undoPreviewSchema.parse(await stage.read('preview_undo', origin, { selector }));
  }

  return {
    ...stage,
    ...{ change, decide, undo, preview },
    /** What lies on the platform: field and value of every write, the oldest first. */
    sent: async (entity_id: string) =>
      (await stage.sandbox.ledgerOf(entity_id)).map((entry) => [entry.field, entry.after]),
    undoneBy: async (receipt_id: string) => {
      const rows = await stage.inTenant((tx) =>
        tx.select({ by: receipts.undone_by_execution_id }).from(receipts).where(eq(receipts.receipt_id, receipt_id)),
      );
      return rows[0]?.by ?? null;
    },
    /** Moves a change to another moment. */
    happenedAt: (receipt_id: string, moment: string) =>
      stage.database.owner.sql`update receipts set applied_at = ${moment} where receipt_id = ${receipt_id}`,
    /** One day of a campaign, as a sync would have stored it. */
    spent: (campaign_id: string, dt: string, spend_minor: number) =>
      stage.database.owner.sql`
        insert into fct_ad_metric_daily (tenant_id, campaign_id, ad_id, dt, channel, impressions, clicks, spend_minor,
          currency, conversions, revenue_minor, source)
        values (${stage.tenant.tenant_id}, ${campaign_id}, '', ${dt}, 'meta_ads', 1, 1, ${spend_minor}, 'USD', 0, 0, 'test')`,
  };
}
/** The stage of undos. */
export type UndoStage = Awaited<ReturnType<typeof openUndoStage>>;
