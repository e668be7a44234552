import { randomUUID } from 'node:crypto';
import { noGuardrails, type Plan } from '../../contracts/plan/index.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import {
  adAccounts,
  brands,
  campaigns,
  executions,
  memberships,
  playbooks,
  playbookVersions,
  tenants,
  users,
} from '../../db/schema/index.ts';

/** The ids of a small tenant: one person, one campaign, one playbook and one execution of it. */
export type TenantRows = Awaited<ReturnType<typeof insertTenantRows>>;

const unset = { value: 0, line: 1 };

/** A plan that does nothing; only its shape matters. */
export const emptyPlan: Plan = {
  plan_version: 1,
  playbook_id: 'quiet_v1',
  name: 'Quiet',
  description: null,
  owner: null,
  labels: {},
  scope: 'campaign',
  inputs: {},
  when: null,
  schedule: null,
  steps: [],
  guardrails: { ...noGuardrails, max_budget_change_pct: unset },
  approval: {
    title: null,
    approvers: { roles: ['approver'], users: [] },
    quorum: 1,
    timeout_seconds: 3600,
    on_timeout: 'reject',
    editable: [],
    evidence: null,
    undo_window_seconds: 0,
  },
  concurrency: { key: null, limit: 1, on_conflict: 'skip' },
  outcome: null,
  timeout_seconds: 3600,
};

/** Inserts, as the owner of the schema, the rows that most other rows hang on. The campaign's id is '100' in every tenant. */
export async function insertTenantRows(
  owner: Database,
  { currency = 'USD', timezone = 'UTC' }: { readonly currency?: string; readonly timezone?: string } = {},
) {
  const ids = {
    tenant_id: randomUUID(),
    user_id: randomUUID(),
    brand_id: randomUUID(),
    ad_account_id: randomUUID(),
    playbook_version_id: randomUUID(),
    execution_id: randomUUID(),
    campaign_id: '100',
    playbook_id: emptyPlan.playbook_id,
  };
  const { tenant_id, user_id, brand_id, ad_account_id, campaign_id, playbook_id, playbook_version_id } = ids;
  const email = `person@${tenant_id}.example`;
  await withTenant(owner, tenant_id, async (tx) => {
    await tx.insert(tenants).values({ tenant_id, name: `Tenant ${tenant_id}` });
    await tx.insert(users).values({ user_id, email, display_name: 'Person', password_hash: 'none' });
    await tx.insert(memberships).values({ user_id, roles: ['approver'] });
    await tx.insert(brands).values({ brand_id, name: 'Brand' });
    const account = { ad_account_id, brand_id, platform: 'meta_ads' as const, currency };
    await tx.insert(adAccounts).values({ ...account, external_id: 'act_1', name: 'Account', timezone });
    await tx.insert(campaigns).values({
      ...account,
      campaign_id,
      campaign_name: 'Campaign',
      status: 'active',
      daily_budget_minor: 10_000,
      audience_size: 100_000,
    });
    await tx.insert(playbooks).values({ playbook_id, slug: 'quiet', name: 'Quiet' });
    const version = { playbook_version_id, playbook_id, version: 1, source: 'id: quiet_v1', digest: 'd1' };
    await tx.insert(playbookVersions).values({ ...version, plan: emptyPlan, edited_by: user_id });
    await tx.insert(executions).values({
      execution_id: ids.execution_id,
      playbook_id,
      playbook_version_id,
      workflow_id: `quiet/${ids.execution_id}`,
      inputs: {},
      context: {},
      requested_by: user_id,
      requested_by_email: email,
    });
  });
  return { ...ids, email };
}
