import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecutionInput } from '../../contracts/execution.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import type { RolloutStage } from '../../contracts/rollout.ts';
import { withTenant } from '../../db/connect.ts';
import { saveAgentSettings, setCampaignRollout } from '../../db/queries/agent-settings.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { emptyPlan, insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { action, onlyIf } from '../../tests/rehearsal/plans.ts';
import { rolloutMode } from './rollout-mode.ts';

let database: TestDatabase;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await insertTenantRows(database.owner);
});
afterAll(() => database.drop());

const records = { ...action('record', 'noop'), action_id: 'CampaignHealthAgent.record_recommendation' };
const planOf = (steps: Plan['steps'], autonomy: Plan['guardrails']['autonomy'] = 'propose'): Plan => ({
  ...emptyPlan,
  steps,
  guardrails: { ...emptyPlan.guardrails, autonomy },
});

/** The mode of an execution while the tenant and its campaign are on these stages. */
async function mode(
  stage: RolloutStage,
  own: RolloutStage | null,
  {
    asked = 'live',
    plan = planOf([records]),
    campaign_id = tenant.campaign_id,
  }: { asked?: ExecutionInput['mode']; plan?: Plan; campaign_id?: string | null } = {},
) {
  return withTenant(database.app, tenant.tenant_id, async (tx) => {
    await saveAgentSettings(tx, { rollout_stage: stage }, 'boss@example.com');
    await setCampaignRollout(tx, tenant.campaign_id, { rollout_stage: own });
    return rolloutMode(tx, asked, plan, campaign_id);
  });
}

describe('an execution that recommends', () => {
  it.each([
    ['full', null, 'live'],
    ['shadow', null, 'shadow'],
    ['full', 'shadow', 'shadow'],
    ['shadow', 'full', 'live'],
    ['shadow', 'limited', 'live'],
  ] as const)('with the tenant on %s and the campaign on %s runs %s', async (stage, own, expected) => {
    expect(await mode(stage, own)).toBe(expected);
  });

  it('does so however deep the step stands', async () => {
    expect(await mode('shadow', null, { plan: planOf([onlyIf('1 < 2', records)]) })).toBe('shadow');
  });

  it('and is in shadow when the author wants that, whatever the stage', async () => {
    expect(await mode('full', 'full', { plan: planOf([records], 'shadow') })).toBe('shadow');
  });
});

describe('an execution that recommends nothing', () => {
  it('runs as it was asked for, whatever the stage', async () => {
    expect(await mode('shadow', null, { plan: planOf([action('a', 'noop')]) })).toBe('live');
    expect(await mode('shadow', null, { campaign_id: null })).toBe('live');
  });
});

describe('what was asked to run in shadow', () => {
  it('is never made live', async () => {
    expect(await mode('full', 'full', { asked: 'shadow' })).toBe('shadow');
  });
});
