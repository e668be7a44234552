import type { z } from 'zod';
import { approvalViewSchema } from '../approvals/approval-view.ts';
import { campaignViewSchema } from '../campaigns/campaign-view.ts';
import { executionViewSchema } from '../executions/execution-view.ts';
import { failureViewSchema } from '../failures/failure-view.ts';
import { playbookViewSchema } from '../playbooks/playbook-view.ts';
import { recommendationRowSchema } from '../recommendations/recommendation-row.ts';

/** Where a resource of the screens lives in the API and what one record of it looks like. */
export type ResourceDefinition = {
  readonly path: string;
  readonly schema: z.ZodType<{ id: string }>;
  /** Where lists under `/api/v1` keep their rows; those are paged by offset, all others by cursor. */
  readonly offset_rows?: string;
};

/** The resources of the screens: one line for each. */
export const resources = {
  approvals: { path: '/v2/approvals', schema: approvalViewSchema },
  executions: { path: '/v2/playbooks/executions', schema: executionViewSchema },
  failures: { path: '/v2/failures', schema: failureViewSchema },
  campaigns: { path: '/v2/campaigns', schema: campaignViewSchema },
  recommendations: { path: '/api/v1/recommendations', schema: recommendationRowSchema, offset_rows: 'recommendations' },
  playbooks: { path: '/v2/playbooks', schema: playbookViewSchema },
} as const satisfies Readonly<Record<string, ResourceDefinition>>;

/** The definition of a resource. Throws on a name that no screen registered. */
export function resourceOf(name: string): ResourceDefinition {
  const found = Object.entries(resources).find(([known]) => known === name);
  if (found === undefined) throw new Error(`There is no resource named ${name}.`);
  return found[1];
}
