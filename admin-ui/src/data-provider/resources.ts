import type { z } from 'zod';
import { approvalViewSchema } from '../approvals/approval-view.ts';

/** Where a resource of the screens lives in the API and what one record of it looks like. */
export type ResourceDefinition = {
  readonly path: string;
  /** What a record looks like: fetched with the first record, so that the first screen waits for no shape but its own. */
  readonly schema: () => Promise<z.ZodType<{ id: string }>>;
  /** Where a list that is paged by offset keeps its rows; all others are paged by cursor. */
  readonly offset_rows?: string;
};

/** The resources of the screens: one line for each. */
export const resources: Readonly<Record<string, ResourceDefinition>> = {
  approvals: { path: '/v2/approvals', schema: async () => approvalViewSchema },
  executions: {
    path: '/v2/playbooks/executions',
    schema: async () => (await import('../executions/execution-view.ts')).executionViewSchema,
  },
  failures: {
    path: '/v2/failures',
    schema: async () => (await import('../failures/failure-view.ts')).failureViewSchema,
  },
  campaigns: {
    path: '/v2/campaigns',
    schema: async () => (await import('../campaigns/campaign-view.ts')).campaignViewSchema,
  },
  recommendations: {
    path: '/api/v1/recommendations',
    schema: async () => (await import('../recommendations/recommendation-row.ts')).recommendationRowSchema,
    offset_rows: 'recommendations',
  },
  playbooks: {
    path: '/v2/playbooks',
    schema: async () => (await import('../playbooks/playbook-view.ts')).playbookViewSchema,
  },
  caps: { path: '/v2/money-caps', schema: async () => (await import('../caps/cap-view.ts')).capViewSchema },
  changes: {
    path: '/v2/changes',
    schema: async () => (await import('../changes/change-record.ts')).changeRecordSchema,
  },
  accounts: {
    path: '/v2/ad-accounts',
    schema: async () => (await import('../accounts/account-view.ts')).accountViewSchema,
    offset_rows: 'data',
  },
  streams: {
    path: '/v2/sync-streams',
    schema: async () => (await import('../accounts/stream-view.ts')).streamViewSchema,
    offset_rows: 'data',
  },
  outcomes: {
    path: '/v2/outcomes',
    schema: async () => (await import('../outcomes/outcome-view.ts')).outcomeRecordSchema,
  },
  evaluations: {
    path: '/api/v1/evaluations',
    schema: async () => (await import('../evaluations/evaluation-view.ts')).evaluationRunViewSchema,
  },
  golden: {
    path: '/api/v1/golden-examples',
    schema: async () => (await import('../evaluations/golden-view.ts')).goldenViewSchema,
  },
  traces: {
    path: '/v2/agent-executions',
    schema: async () => (await import('../traces/trace-view.ts')).traceViewSchema,
  },
  model_calls: {
    path: '/v2/llm-calls',
    schema: async () => (await import('../traces/model-call-view.ts')).modelCallViewSchema,
  },
  documents: {
    path: '/v2/knowledge/documents',
    schema: async () => (await import('../knowledge/document-view.ts')).documentViewSchema,
  },
};

/** The definition of a resource. Throws on a name that no screen registered. */
export function resourceOf(name: string): ResourceDefinition {
  const found = Object.entries(resources).find(([known]) => known === name);
  if (found === undefined) throw new Error(`There is no resource named ${name}.`);
  return found[1];
}
