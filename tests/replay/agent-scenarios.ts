import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { z } from 'zod';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { payloadMark } from '../../db/payloads/payload-mark.ts';
import { readBlob } from '../../db/queries/blobs.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import type { Scenario } from './plays.ts';

const storedSchema = z.object({
  metadata: z.object({ 'mbi-encoding': z.string(), [payloadMark]: z.string() }),
  data: z.string(),
});
const referenceSchema = z.object({ blob: z.string() });

/** A history with what was too large for it put back: replay has no database to ask. */
async function whole(value: unknown, stack: Stack): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((each) => whole(each, stack)));
  if (typeof value !== 'object' || value === null) return value;
  const stored = storedSchema.safeParse(value);
  if (stored.success) {
    const { blob } = referenceSchema.parse(JSON.parse(Buffer.from(stored.data.data, 'base64').toString()));
    const content = await withTenant(stack.database.app, stack.tenant_id, (tx) => readBlob(tx, blob));
    if (content === null) throw new Error(`The payload ${blob} is gone.`);
    const encoding = stored.data.metadata['mbi-encoding'];
    return { metadata: { encoding }, data: Buffer.from(content).toString('base64') };
  }
  const members = Object.entries(value).map(async ([name, each]) => [name, await whole(each, stack)] as const);
  return Object.fromEntries(await Promise.all(members));
}

/** The product’s own analysis of a campaign of the demo, by its own processes, up to an answer of a person or to its end. */
const analysed =
  (cause: string, decision: 'approve' | 'reject' | null): Scenario =>
  async (theatre) => {
    const stack = await startStack();
    try {
      const campaign_id = demoTenants[0]?.campaigns.find((each) => each.scenario === cause)?.campaign_id ?? '';
      await stack.syncInsights([campaign_id]);
      const [marketer, approver] = await Promise.all([stack.as('marketer'), stack.as('approver')]);
      const started = await marketer.post('/v2/playbooks/campaign-health/execute', { inputs: { campaign_id } });
      const execution_id = started.text('execution_id');
      const shown = await marketer.untilExecution(execution_id, ['waiting_for_approval', 'completed']);
      if (decision !== null) {
        const address = `/v2/approvals/${shown.text('approvals.0.approval_id')}`;
        const plan_digest = (await approver.get(address)).text('plan_digest');
        const reason = decision === 'reject' ? 'bad_timing' : 'ok';
        await approver.post(`${address}/decisions`, { plan_digest, decision, reason });
        await marketer.untilExecution(execution_id, ['completed', 'rejected']);
      }
      const [row] = await stack.database.owner.sql`
        select workflow_id from executions where execution_id = ${execution_id}`;
      const handle = theatre.client.workflow.getHandle(String(row?.workflow_id));
      return { handle, history: await whole(JSON.parse(historyToJSON(await handle.fetchHistory())), stack) };
    } finally {
      await stack.stop();
    }
  };

/** Analyses by the reasoning agent: the playbook of the product, with everything it collects. */
export const agentScenarios: Readonly<Record<string, Scenario>> = {
  'agent-approved': analysed('auction_pressure', 'approve'),
  'agent-rejected': analysed('creative_fatigue', 'reject'),
  'agent-nothing-to-do': analysed('no_change', null),
  // Critic and writer side by side; the three above are of the time when one came after the other.
  'agent-voices-side-by-side': analysed('auction_pressure', 'approve'),
};
