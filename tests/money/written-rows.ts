import { randomUUID } from 'node:crypto';
import { actionCatalog } from '../../activities/catalog.action.ts';
import type { IntentState } from '../../contracts/change-set.ts';
import { type Database, withTenant } from '../../db/connect.ts';
import { recordChangeSet } from '../../db/queries/change-sets.ts';
import { deployPlaybook } from '../../db/queries/deploy-playbook.ts';
import { appendEvent } from '../../db/queries/execution-events.ts';
import { moveIntent, recordIntents } from '../../db/queries/write-intents.ts';
import { executions, stepRuns } from '../../db/schema/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { budgetChange, personOf } from '../harness/decision-rows.ts';

const source = `
id: raise_it_v1
name: Raise it
inputs: { campaign_id: string }
steps:
  - id: raise
    agent: AdPlatformAgent
    action: set_daily_budget
    params: { campaign_id: "{{ inputs.campaign_id }}", daily_budget_minor: 46000 }
guardrails: { max_budget_change_pct: 25 }
concurrency: { key: inputs.campaign_id, limit: 100, on_conflict: skip }
`;

/** What a written row is about, besides the write itself. */
export type WrittenFacts = {
  readonly state?: IntentState;
  readonly requester?: string;
  readonly status?: 'failed' | 'running';
};

/**
 * Deploys a playbook of one write, and gives a way to make executions of it whose write came to a state; one that waits
 * for a person has been read from the platform.
 */
export async function writtenRows(owner: Database, { tenant_id, campaign_id }: Readonly<Record<string, string>>) {
  const ids = { tenant_id: tenant_id ?? '', campaign_id: campaign_id ?? '' };
  const { plan, digest, diagnostics } = compilePlaybook(source, { file: 'raise-it.yaml', actions: actionCatalog });
  if (plan === null || digest === null) throw new Error(JSON.stringify(diagnostics));
  const { user_id: edited_by } = await personOf(owner, ids.tenant_id, 'engineer');
  const deployment = { slug: 'raise-it', source, plan, digest, edited_by };
  const deployed = await withTenant(owner, ids.tenant_id, (tx) => deployPlaybook(tx, deployment));

  return async ({ state = 'needs_human', requester = 'marketer', status = 'failed' }: WrittenFacts = {}) => {
    const execution_id = randomUUID();
    const person = await personOf(owner, ids.tenant_id, requester);
    return withTenant(owner, ids.tenant_id, async (tx) => {
      await tx.insert(executions).values({
        ...{ execution_id, playbook_id: 'raise_it_v1', campaign_id: ids.campaign_id, status },
        ...{ playbook_version_id: deployed.playbook_version_id, workflow_id: `w/${execution_id}` },
        ...{ inputs: { campaign_id: ids.campaign_id }, context: {} },
        ...{ requested_by: person.user_id, requested_by_email: person.email },
      });
      const step = { execution_id, step_id: 'raise', iteration: '', action_id: 'AdPlatformAgent.set_daily_budget' };
      await tx.insert(stepRuns).values({ ...step, phase: 'apply', kind: 'action', status: 'failed', line: 6 });
      const change_set = budgetChange(ids.campaign_id);
      const granted = { params: {}, plan_digest: randomUUID(), grant_kind: 'policy', approval_id: null } as const;
      const change_set_id = await recordChangeSet(tx, { ...step, ...granted, change_set });
      const [first] = change_set.changes;
      if (first === undefined) throw new Error('The change set is empty.');
      const change = { ...first, account_id: randomUUID() };
      const line = { currency: 'USD', moved_minor: 6_000, exposure_minor: 10_500, fx_rate: 1 };
      const [row] = await recordIntents(tx, change_set_id, [{ idempotency_key: randomUUID(), change, ...line }]);
      const intent_id = row?.intent_id ?? '';
      if (state === 'intended' || state === 'armed') return { intent_id, execution_id, change_set_id };
      const reason = 'The platform shows 51000.';
      const live = state === 'needs_human' ? { live_value: 51_000, last_error: reason } : {};
      await moveIntent(tx, { intent_id, fence: 0, from: ['intended'], to: state, ...live });
      const data = { step_id: 'raise', intent_id, change };
      await appendEvent(tx, { execution_id, type: 'change.armed', data });
      if (state === 'needs_human')
        await appendEvent(tx, { execution_id, type: 'change.needs_human', data: { ...data, reason } });
      return { intent_id, execution_id, change_set_id };
    });
  };
}
