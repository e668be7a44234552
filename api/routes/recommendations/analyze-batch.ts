import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { finalStatuses } from '../../../contracts/execution.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { listBatchItems } from '../../../db/queries/analysis-batches.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { hiddenBeta, isHidden } from './in-sight.ts';
import { findOrStartAnalysis } from './start-analysis.ts';

/** Started side by side; each start is one transaction and one call of Temporal. */
const startedAtOnce = 5;
const mostCampaigns = 500;

const itemSchema = z.object({
  campaign_id: z.string(),
  status: z.enum(['started', 'cached', 'refused']),
  execution_id: z.uuid().nullable(),
  recommendation_id: z.uuid().nullable().describe('of a cached one; a started one will have its execution’s id'),
  error_code: z.string().nullable(),
});

/**
 * Has many campaigns analysed and waits for none: each item says whether a recent recommendation serves, an execution was
 * started, or why not. One campaign that is refused stops no other.
 */
export const analyzeBatch = defineOperation({
  method: 'post',
  path: '/api/v1/recommendations/batches',
  id: 'analyze_batch',
  tag: 'recommendations',
  summary: 'Analyse many campaigns.',
  access: 'recommendations:analyze',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    campaign_ids: z.array(z.string().min(1).max(255)).min(1).max(mostCampaigns),
    force_refresh: z.boolean().default(false),
  }),
  responses: {
    202: {
      description: 'What became of each campaign.',
      schema: z.object({ batch_id: z.uuid(), items: z.array(itemSchema) }),
      headers: { Location: 'The progress of those that were started.' },
    },
  },
  errors: ['PLAYBOOK_NOT_FOUND'],
  idempotent: true,
  per_minute: 2,
  async handle({ body, deps, principal, inTenant, header }) {
    const key = header('Idempotency-Key');
    const { tenant_id, user_id } = principal;
    const batch_id = key === undefined ? randomUUID() : deriveId('batch', tenant_id, user_id, key);
    const start = async (campaign_id: string): Promise<z.infer<typeof itemSchema>> => {
      const nothing_yet = { campaign_id, execution_id: null, recommendation_id: null, error_code: null };
      try {
        const wanted = { campaign_id, force_refresh: body.force_refresh, batch_id, key: `${batch_id}/${campaign_id}` };
        const found = await findOrStartAnalysis(deps, { principal, inTenant }, wanted);
        if (found.status === 'started') return { ...nothing_yet, status: 'started', execution_id: found.execution_id };
        const { id: recommendation_id, execution_id } = found.recommendation;
        return { ...nothing_yet, status: 'cached', execution_id, recommendation_id };
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        return { ...nothing_yet, status: 'refused', error_code: error.code };
      }
    };
    const items: z.infer<typeof itemSchema>[] = [];
    const waiting = [...new Set(body.campaign_ids)];
    while (waiting.length > 0) items.push(...(await Promise.all(waiting.splice(0, startedAtOnce).map(start))));
    const Location = `${deps.settings.public_url}/api/v1/recommendations/batches/${batch_id}`;
    return json(202, { batch_id, items }, { Location });
  },
});

/** How far a batch is: the result of each analysis that it started and that this person may see. */
export const showBatch = defineOperation({
  method: 'get',
  path: '/api/v1/recommendations/batches/:batch_id',
  id: 'show_batch',
  tag: 'recommendations',
  summary: 'The progress of many analyses.',
  access: 'recommendations:read',
  params: z.strictObject({ batch_id: z.uuid() }),
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'One entry for each analysis that was started.',
      schema: z.object({
        batch_id: z.uuid(),
        total: z.int(),
        recommended: z.int(),
        failed: z.int(),
        pending: z.int(),
        items: z.array(
          z.object({
            campaign_id: z.string().nullable(),
            execution_id: z.uuid(),
            execution_status: z.string(),
            error_code: z.string().nullable(),
            recommendation_id: z.uuid().nullable(),
            recommended_workflow: z.string().nullable(),
            confidence: z.number().nullable(),
          }),
        ),
      }),
    },
  },
  errors: ['NOT_FOUND'],
  async handle({ params, principal, inTenant }) {
    const items = await inTenant(async (tx) => {
      const all = await listBatchItems(tx, params.batch_id);
      if ((await hiddenBeta(tx, principal)) === null) return all;
      const seen = [];
      for (const item of all)
        if (item.campaign_id === null || !(await isHidden(tx, principal, item.campaign_id))) seen.push(item);
      return seen;
    });
    if (items.length === 0)
      throw new CodedError('NOT_FOUND', `Nothing was started under the batch ${params.batch_id}.`);
    const recommended = items.filter((item) => item.recommendation_id !== null).length;
    const ended = (status: string) => finalStatuses.some((each) => each === status);
    const failed = items.filter((item) => item.recommendation_id === null && ended(item.execution_status)).length;
    const total = items.length;
    const { batch_id } = params;
    return json(200, { batch_id, total, recommended, failed, pending: total - recommended - failed, items });
  },
});
