import { z } from 'zod';
import { whatIf } from '../../../activities/reasoning/index.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { whatIfSchema } from '../../../contracts/reasoning/what-if.ts';
import { findExecution } from '../../../db/queries/executions-list.ts';
import { findPlaybookVersion } from '../../../db/queries/playbook-version.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { recommendationInSight } from './in-sight.ts';
import { recommendationPath } from './recommendation-schema.ts';

/**
 * What another bid or budget than the recommended one would bring, and what would stop it: worked out on the context that was
 * stored with the recommendation, under the limits of the playbook version that made it. Changes nothing.
 */
export const askWhatIf = defineOperation({
  method: 'post',
  path: '/v2/recommendations/:id/what-if',
  id: 'ask_what_if',
  tag: 'recommendations',
  summary: 'What another bid or budget than the recommended one would bring.',
  access: 'recommendations:read',
  params: recommendationPath,
  query: nothing,
  body: z.strictObject({
    amount_minor: z.int().positive().max(1_000_000_000_000).describe('the bid or the daily budget, minor units'),
  }),
  responses: { 200: { description: 'What it would bring.', schema: whatIfSchema } },
  errors: ['NOT_FOUND', 'WHAT_IF_NOT_KNOWN'],
  async handle({ params, body, principal, inTenant }) {
    const { found, limits } = await inTenant(async (tx) => {
      const row = await recommendationInSight(tx, principal, params.id);
      return { found: row, limits: await limitsOf(tx, row.execution_id) };
    });
    const context = campaignContextSchema.safeParse(found.context);
    const answer = context.success ? whatIf(context.data, found.recommendation, body.amount_minor, limits) : null;
    if (answer === null)
      throw new CodedError('WHAT_IF_NOT_KNOWN', `What another amount would bring is not known for ${params.id}.`, {
        ...{ workflow: found.recommended_workflow, context_kept: context.success },
      });
    return json(200, answer);
  },
});

/** The limits of the playbook that one change by itself can break; none where the version is not known any more. */
async function limitsOf(tx: TenantTransaction, execution_id: string) {
  const version_id = (await findExecution(tx, execution_id))?.playbook_version_id ?? null;
  const version = version_id === null ? null : await findPlaybookVersion(tx, version_id);
  const {
    max_bid_change_pct = null,
    max_budget_change_pct = null,
    max_total_change = null,
  } = version?.plan.guardrails ?? {};
  return {
    max_bid_change_pct: max_bid_change_pct?.value ?? null,
    max_budget_change_pct: max_budget_change_pct?.value ?? null,
    max_total_change: max_total_change?.value ?? null,
  };
}
