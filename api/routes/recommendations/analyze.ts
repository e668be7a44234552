import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { awaitRecommendation } from '../../executions/await-recommendation.ts';
import { linksOf } from '../../executions/links.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { storedRecommendationSchema, toRecommendation } from './recommendation-schema.ts';
import { findOrStartAnalysis } from './start-analysis.ts';

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
  body: z.strictObject({
    campaign_id: z.string().min(1).max(255),
    force_refresh: z.boolean().default(false).describe('reads every source anew, and takes no recent recommendation'),
    prompt_version: z.string().min(1).max(200).optional().describe('`1.1`, or `critique=1.1` for another prompt'),
    model: z.string().min(1).max(100).optional().describe('a configured language model to be asked first'),
  }),
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
    const caller = { principal, inTenant };
    return logged(deps, body.campaign_id, async () => {
      const found = await findOrStartAnalysis(deps, caller, { ...body, key: header('Idempotency-Key') ?? null });
      if (found.status === 'cached') {
        const recommendation = toRecommendation(found.recommendation);
        const { recommendation_id, execution_id } = recommendation;
        return json(200, { recommendation_id, execution_id, status: 'cached', recommendation });
      }
      const { execution_id, workflow_id } = found;
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
    });
  },
});

/** Writes down that an analysis failed, and why, before the caller hears of it. */
async function logged<T>(deps: Pick<ApiDependencies, 'log'>, campaign_id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof CodedError ? error.code : 'INTERNAL';
    deps.log.warn({ event: 'analyze_campaign_failed', campaign_id, error: code }, 'analyze_campaign_failed');
    throw error;
  }
}
