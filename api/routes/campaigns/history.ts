import { z } from 'zod';
import { listCampaignHistory, metricsThenSchema } from '../../../db/queries/campaign-history.ts';
import { defineOperation, json, noBody } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { isHidden } from '../recommendations/in-sight.ts';
import {
  offsetFields,
  storedRecommendationSchema,
  toRecommendation,
} from '../recommendations/recommendation-schema.ts';
import { campaignPath } from './campaign-schema.ts';
import { campaignOrRefuse } from './find-or-refuse.ts';

const outcomeSchema = z.object({
  metric: z.string(),
  status: z.string(),
  verdict: z.string().nullable(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  effect_pct: z.number().nullable(),
  measure_at: moment,
  measured_at: moment.nullable(),
});

/** What was recommended for a campaign, decided, done and measured, newest first. */
export const showCampaignHistory = defineOperation({
  method: 'get',
  path: '/api/v1/campaigns/:id/history',
  id: 'show_campaign_history',
  tag: 'campaigns',
  summary: 'Past recommendations of a campaign with decisions and outcomes.',
  access: 'recommendations:read',
  params: campaignPath,
  query: z.strictObject(offsetFields),
  body: noBody,
  responses: {
    200: {
      description: 'A slice of the history.',
      schema: z.object({
        campaign_id: z.string(),
        data: z.array(
          storedRecommendationSchema.extend({
            metrics_at_decision: metricsThenSchema.nullable(),
            metrics_after: z.record(z.string(), z.number().nullable()),
            outcomes: z.array(outcomeSchema),
          }),
        ),
        limit: z.int(),
        offset: z.int(),
        total: z.int(),
      }),
    },
  },
  errors: ['CAMPAIGN_NOT_FOUND'],
  async handle({ params, query, principal, inTenant }) {
    const body = await inTenant(async (tx) => {
      const { campaign_id } = await campaignOrRefuse(tx, params.id);
      if (await isHidden(tx, principal, campaign_id)) return { campaign_id, data: [], ...query, total: 0 };
      const { rows, total } = await listCampaignHistory(tx, campaign_id, query);
      return { campaign_id, data: rows.map(toRecommendation), ...query, total };
    });
    return json(200, body);
  },
});
