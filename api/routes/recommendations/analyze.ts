import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { deriveId } from '../../../db/derive-id.ts';
import { findRecommendation, findUndecidedRecommendation } from '../../../db/queries/recommendations-list.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { awaitRecommendation } from '../../executions/await-recommendation.ts';
import { linksOf } from '../../executions/links.ts';
import { type StartRequest, startExecution } from '../../executions/start-execution.ts';
import { type CallerPart, defineOperation, json, nothing } from '../../operation/operation.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';
import { executionOrRefuse } from '../executions/find-or-refuse.ts';
import { storedRecommendationSchema, toRecommendation } from './recommendation-schema.ts';

const cachedFor = 24 * 3_600_000;
const identity = { recommendation_id: z.uuid(), execution_id: z.uuid() };

/**
 * Has a campaign analysed. Unless forced, an undecided recommendation of the last 24 hours is the answer. Otherwise an
 * execution of campaign-health starts, and the caller waits for its recommendation, or, with `Prefer: respond-async`
 * (RFC 7240), gets its id at once: the recommendation of an execution has the execution’s id.
 */
export const analyzeCampaign = defineOperation({
  method: 'post',
  path: '/api/v1/recommendations/analyze',
  id: 'analyze_campaign',
  tag: 'recommendations',
  summary: 'Analyse a campaign and recommend one action.',
  access: 'recommendations:analyze',
  params: nothing,
  query: nothing,
  body: z.strictObject({ campaign_id: z.string().min(1).max(255), force_refresh: z.boolean().default(false) }),
  responses: {
    200: {
      description: 'The recommendation, new or recent.',
      schema: z.object({
        ...identity,
        status: z.enum(['generated', 'cached']),
        recommendation: storedRecommendationSchema,
      }),
    },
    202: {
      description: 'Started; the recommendation will have this id.',
      schema: z.object({ ...identity, status: z.literal('started'), _links: z.record(z.string(), z.string()) }),
      headers: { Location: 'The recommendation to be.', 'Retry-After': 'Seconds until asking makes sense.' },
    },
  },
  errors: ['CAMPAIGN_NOT_FOUND', 'PLAYBOOK_NOT_FOUND', 'EXECUTION_CONFLICT', 'ANALYSIS_TIMEOUT', 'ANALYSIS_FAILED'],
  idempotent: true,
  per_minute: 10,
  async handle({ body, deps, principal, inTenant, header, signal }) {
    const since = new Date(deps.now().getTime() - cachedFor);
    const { campaign, recent } = await inTenant(async (tx) => {
      const found = await campaignOrRefuse(tx, body.campaign_id);
      const known = body.force_refresh ? null : await findUndecidedRecommendation(tx, found.campaign_id, since);
      return { campaign: found, recent: known };
    });
    if (recent !== null) {
      const recommendation = toRecommendation(recent);
      const { recommendation_id, execution_id } = recommendation;
      return json(200, { recommendation_id, execution_id, status: 'cached', recommendation });
    }
    const key = header('Idempotency-Key');
    const caller = { principal, inTenant };
    const { execution_id, workflow_id } = await startOrJoin(deps, caller, body.force_refresh, since, {
      execution_id:
        key === undefined ? randomUUID() : deriveId('execution', principal.tenant_id, principal.user_id, key),
      playbook: 'campaign-health',
      inputs: { campaign_id: campaign.campaign_id },
      mode: 'live',
      undo_of: null,
    });
    if (/(^|,)\s*respond-async\s*(,|;|$)/i.test(header('Prefer') ?? '')) {
      const _links = linksOf(deps.settings, { execution_id, workflow_id, run_id: null });
      return json(
        202,
        { recommendation_id: execution_id, execution_id, status: 'started', _links },
        {
          Location: `${deps.settings.public_url}/api/v1/recommendations/${execution_id}`,
          'Retry-After': '2',
          'Preference-Applied': 'respond-async',
        },
      );
    }
    const made = await awaitRecommendation(deps, caller, { execution_id, signal });
    if (made === null) {
      throw new CodedError('ANALYSIS_TIMEOUT', 'The analysis goes on; only this request stopped waiting.', {
        ...{ execution_id, recommendation_id: execution_id },
      });
    }
    const recommendation = toRecommendation(made);
    const { recommendation_id } = recommendation;
    return json(200, { recommendation_id, execution_id, status: 'generated', recommendation });
  },
});

/**
 * Unless a fresh analysis is forced, one that is already under way for the campaign serves this caller too. One that has
 * already made its recommendation, which is then decided or old, gives way to a new one.
 */
async function startOrJoin(
  deps: Pick<ApiDependencies, 'relay'>,
  caller: CallerPart,
  force_refresh: boolean,
  since: Date,
  request: StartRequest,
): Promise<{ readonly execution_id: string; readonly workflow_id: string }> {
  if (force_refresh) return startExecution(deps, caller, request);
  try {
    return await startExecution(deps, caller, { ...request, on_conflict: 'skip' });
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'EXECUTION_CONFLICT') throw error;
    const { execution_id } = error.details;
    if (typeof execution_id !== 'string') throw error;
    const made = await caller.inTenant((tx) => findRecommendation(tx, { execution_id }));
    const spent = made !== null && (made.human_decision !== null || made.generated_at < since);
    if (spent) return startExecution(deps, caller, request);
    return caller.inTenant((tx) => executionOrRefuse(tx, execution_id));
  }
}
