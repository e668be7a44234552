import { z } from 'zod';
import { diagnosticSchema } from '../../contracts/diagnostic.ts';
import { moment } from '../operation/paging.ts';
import { worstCaseSchema } from '../playbooks/worst-case.ts';

const side = z.object({ playbook_version_id: z.uuid(), version: z.int(), digest: z.string() });

/** What a deployment does to what is there: shown before it is confirmed, and again with the answer. */
export const deploymentReportSchema = z.object({
  playbook_id: z.string(),
  name: z.string(),
  slug: z.string(),
  digest: z.string(),
  before: side.nullable().describe('the version that is active now; null for a new playbook'),
  change: z.enum(['new', 'changed', 'unchanged', 'brought_back']),
  difference: z
    .array(
      z.object({
        kind: z.enum(['added', 'removed', 'moved', 'changed', 'loosened', 'tightened']),
        danger: z.boolean().describe('more can happen without a person than before'),
        path: z.string(),
        step_id: z.string().nullable(),
        text: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
        line_before: z.int().nullable(),
        line_after: z.int().nullable(),
      }),
    )
    .describe('what it does otherwise than the version before, dangers first'),
  warnings: z.array(diagnosticSchema).describe('what the compiler found that may not be meant'),
  worst_case: worstCaseSchema.describe('the most money that one execution can move, children included'),
  worst_case_before: worstCaseSchema.nullable().describe('the same of the version that is active now'),
  running_executions: z
    .object({ count: z.int(), executions: z.array(z.object({ execution_id: z.uuid(), status: z.string() })) })
    .describe('they go on with the version that they began with; at most 50 are listed'),
  schedule: z.object({
    change: z.enum(['none', 'same', 'added', 'changed', 'removed']),
    before: z.string().nullable(),
    after: z.string().nullable(),
    next_runs: z.array(moment),
  }),
  events: z.object({ before: z.array(z.string()), after: z.array(z.string()) }),
  affected: z.object({
    owner: z.string().nullable(),
    last_edited_by_email: z.string().nullable().describe('whoever wrote the version before'),
    approvers: z.array(z.string()).describe('who will be asked, without whoever deploys'),
    approver_groups: z.array(z.string()),
    open_approvals: z.array(z.object({ approval_id: z.uuid(), asked: z.array(z.string()) })),
  }),
});
/** What a deployment does to what is there. */
export type DeploymentReport = z.infer<typeof deploymentReportSchema>;
