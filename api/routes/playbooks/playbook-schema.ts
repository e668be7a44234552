import { z } from 'zod';
import { inputSchema, scopeSchema } from '../../../contracts/plan/index.ts';
import type { DeployedPlaybook } from '../../../db/queries/playbooks.ts';
import { moment } from '../../operation/paging.ts';

/** A deployed playbook with its active version. `inputs` says what an execution needs. */
export const playbookSchema = z.object({
  playbook_id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  owner: z.string().nullable(),
  scope: scopeSchema,
  inputs: z.record(z.string(), inputSchema.omit({ default: true }).extend({ default: z.unknown() })),
  schedule: z.object({ cron: z.string(), timezone: z.string() }).nullable(),
  step_count: z.int(),
  version: z.int(),
  digest: z.string(),
  edited_by_email: z.string().nullable(),
  created_at: moment.describe('when this version was deployed'),
  retired_at: moment.nullable().describe('since when it starts no more'),
});

/** A deployed playbook as the API shows it. */
export function toPlaybook(row: Omit<DeployedPlaybook, 'source'>) {
  const { plan, playbook_version_id, edited_by, ...playbook } = row;
  const { description, owner, scope, inputs, schedule } = plan;
  return {
    ...playbook,
    ...{ description, owner, scope, inputs },
    schedule: schedule === null ? null : { cron: schedule.cron, timezone: schedule.timezone },
    step_count: plan.steps.length,
  };
}

/** The id in the path: `campaign_health_v1`, or the slug `campaign-health`. */
export const playbookPath = z.strictObject({ id: z.string().max(200).describe('playbook_id or slug') });
