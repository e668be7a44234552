import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAction } from '../../contracts/action.ts';
import { bindRun } from '../../contracts/action-handler.ts';
import { withTenant } from '../../db/connect.ts';
import { insertRecommendation } from '../../db/queries/recommendations.ts';
import {
  adAccounts,
  autonomyGrants,
  brands,
  campaigns,
  executions,
  playbookVersions,
  recommendations,
} from '../../db/schema/index.ts';
import { bidRecommendation } from '../../tests/harness/recommendation-rows.ts';
import { temporalAddress } from '../../tests/harness/temporal.ts';
import { openTheatre, type Theatre } from '../../tests/rehearsal/open-theatre.ts';
import { action, plan, setBudget } from '../../tests/rehearsal/plans.ts';
import { approvalAsked, readRecords } from '../../tests/rehearsal/records.ts';
import { messageNames } from '../messages.ts';

const recommend = defineAction({
  ...{ agent: 'RehearsalAgent', action: 'recommend', effect: 'propose', summary: 'stores a recommendation' },
  ...{ params: z.object({}), output: z.object({ confidence: z.number() }) },
});
const advice = bidRecommendation({
  action: {
    ...{ kind: 'set_daily_budget', campaign_id: 'c123', daily_budget_minor: 12_000 },
    ...{ current_daily_budget_minor: 10_000, change_pct: 20 },
  },
});

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre({
    address: temporalAddress(),
    handlers: [
      bindRun({
        definition: recommend,
        run: async (_params, { origin }) => {
          await store(origin.execution_id, {});
          return { confidence: advice.confidence };
        },
      }),
    ],
  });
  await asOwner(async (tx) => {
    const account = {
      ad_account_id: randomUUID(),
      brand_id: randomUUID(),
      platform: 'meta_ads',
      currency: 'USD',
    } as const;
    await tx.insert(brands).values({ brand_id: account.brand_id, name: 'Brand' });
    await tx.insert(adAccounts).values({ ...account, external_id: 'act_1', name: 'Account', timezone: 'UTC' });
    await tx.insert(campaigns).values({ ...account, campaign_id: 'c123', campaign_name: 'Spring', status: 'active' });
  });
  await theatre.deploy(playbook);
});
afterAll(() => theatre.close());

const playbook = plan([action('advise', 'recommend', { output: 'advice' }), setBudget('raise', 12_000)]);
const asOwner = <Result>(work: Parameters<typeof withTenant<Result>>[2]) =>
  withTenant(theatre.database.owner, theatre.tenant_id, work);

/** A recommendation of an execution that is there, of a playbook whose author allows autonomy. */
async function store(execution_id: string, set: Partial<typeof recommendations.$inferInsert>): Promise<void> {
  await asOwner(async (tx) => {
    const allowed = { ...playbook, guardrails: { ...playbook.guardrails, autonomy: 'auto' as const } };
    const [version] = await tx.update(playbookVersions).set({ plan: allowed }).returning();
    const playbook_version_id = version?.playbook_version_id ?? null;
    await tx.update(executions).set({ playbook_version_id }).where(eq(executions.execution_id, execution_id));
    const entry = { campaign_id: 'c123', context: {}, recommendation: advice, mode: 'propose' as const };
    const { id } = await insertRecommendation(tx, {
      ...{ ...entry, execution_id, validation_passed: true, generated_at: new Date() },
    });
    if (Object.keys(set).length > 0) await tx.update(recommendations).set(set).where(eq(recommendations.id, id));
  });
}

it('a change that people would have to approve is applied without asking once autonomy is earned and switched on', async () => {
  const before = await theatre.start(playbook);
  const asked = await approvalAsked(theatre, before);
  expect(asked.quorum).toBe(1);
  await before.handle.signal(messageNames.decide, theatre.decision('ann', asked));
  await before.handle.result();
  const decided_at = new Date(Date.now() - 60_000);
  const outcome = { outcome_metrics: { improvement_pct: 8 }, outcome_recorded_at: decided_at };
  for (let index = 0; index < 24; index += 1) {
    const input = theatre.inputOf(playbook);
    await theatre.enlist(input);
    await store(input.execution_id, { status: 'approved', human_decision: 'approved', decided_at, ...outcome });
  }
  await asOwner((tx) =>
    tx.insert(autonomyGrants).values({
      ...{ playbook_id: playbook.playbook_id, workflow_type: 'Bid Adjustment', risk_level: 'low' },
      granted_by_email: 'boss@example.com',
    }),
  );
  Object.assign(theatre.stage, { live_budget_minor: 10_000 });
  // Switched off between the yes of the rule and the change: people are asked instead, and only then it is made.
  theatre.stage.refuses.push('AUTONOMY_ENDED');
  const revoked = await theatre.start(playbook);
  const anew = await approvalAsked(theatre, revoked, 2);
  const [byRule] = (await readRecords(theatre, revoked)).approvals;
  expect([byRule?.quorum, anew.quorum, anew.supersedes]).toEqual([0, 1, byRule?.approval_id]);
  expect(theatre.stage.applied).toEqual([12_000]);
  await revoked.handle.signal(messageNames.decide, theatre.decision('ann', anew));
  expect(await revoked.handle.result()).toMatchObject({ status: 'completed', outputs: { raise: { applied: true } } });
  expect(theatre.stage.applied).toEqual([12_000, 12_000]);
  Object.assign(theatre.stage, { live_budget_minor: 10_000 });
  const performance = await theatre.start(playbook);
  expect(await performance.handle.result()).toMatchObject({
    status: 'completed',
    outputs: { raise: { applied: true } },
  });
  await theatre.drain();
  const { approvals, decisions } = await readRecords(theatre, performance);
  expect(approvals).toMatchObject([{ status: 'approved', quorum: 0 }]);
  expect(decisions.filter((each) => each.approval_id === approvals[0]?.approval_id)).toEqual([]);
  const { execution_id } = performance.input;
  const [stored] = await asOwner((tx) =>
    tx.select().from(recommendations).where(eq(recommendations.execution_id, execution_id)),
  );
  expect(stored).toMatchObject({ auto_approved: true, human_decision: null, decided_by: 'policy', status: 'approved' });
});
