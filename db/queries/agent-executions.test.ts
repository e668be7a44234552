import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { withTenant } from '../connect.ts';
import { llmCalls } from '../schema/index.ts';
import { findAgentExecution, recordAgentExecution } from './agent-executions.ts';
import { beginAttempt, endAttempt } from './step-runs.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

describe('a run of the agent', () => {
  it('is written down once: its path, what each stage gave in short, and what its models cost', async () => {
    const { execution_id } = tenant;
    await withTenant(database.app, tenant.tenant_id, async (tx) => {
      for (const [step_id, iteration] of [
        ['build_context', ''],
        ['critique', '0'],
      ] as const) {
        const action_id = `CampaignHealthAgent.${step_id}`;
        const head = {
          execution_id,
          step_id,
          iteration,
          phase: 'run',
          kind: 'action',
          action_id,
          summary: '',
          line: 1,
        };
        const begun = await beginAttempt(tx, head);
        await endAttempt(tx, { ...begun, output: { small: 1, large: 'x'.repeat(9_000) }, error: null, final: true });
      }
      const call = { model: 'm', task: 'critique', prompt_hash: 'h', latency_ms: 5, status: 'answered', execution_id };
      await tx.insert(llmCalls).values({ ...call, input_tokens: 100, output_tokens: 20, cost_usd: 0.001 });
      await tx.insert(llmCalls).values({ ...call, input_tokens: 0, output_tokens: 0, cost_usd: 0, cached: true });
    });
    const record = (status: 'success' | 'timeout') =>
      withTenant(database.app, tenant.tenant_id, (tx) =>
        recordAgentExecution(tx, {
          ...{ execution_id, campaign_id: '100', recommendation_id: null, status, error_message: null },
          ...{ state: { root_cause_hypothesis: 'no_change' }, ended_at: new Date() },
        }),
      );
    expect([await record('success'), await record('timeout')]).toEqual([true, false]);
    const row = await withTenant(database.app, tenant.tenant_id, (tx) => findAgentExecution(tx, execution_id));
    expect(row).toMatchObject({ status: 'success', llm_calls_count: 1, total_tokens: 120, total_cost_usd: 0.001 });
    expect([...(row?.execution_path ?? [])].sort()).toEqual(['build_context', 'critique/0']);
    expect(row?.node_outputs['critique/0']).toMatchObject({
      ...{ status: 'completed', attempts: 1, output: { small: 1, large: { omitted_characters: 9_002 } } },
    });
  });
});
