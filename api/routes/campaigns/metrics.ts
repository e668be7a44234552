import { z } from 'zod';
import { readDailyMetrics, readObservations } from '../../../db/queries/campaign-metrics.ts';
import { defineOperation, json, noBody } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { campaignPath } from './campaign-schema.ts';
import { campaignOrRefuse } from './find-or-refuse.ts';

const day = 86_400_000;
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
/** Postgres knows no year 0, and the days before `until` must be days too. */
const isStorable = (date: string) => date >= '1900-01-01';

/** Daily totals of a campaign, and its plain series, for charts. */
export const showCampaignMetrics = defineOperation({
  method: 'get',
  path: '/v2/campaigns/:id/metrics',
  id: 'show_campaign_metrics',
  tag: 'campaigns',
  summary: 'Daily metrics and imported series of a campaign, oldest first.',
  access: 'campaigns:read',
  params: campaignPath,
  query: z.strictObject({
    days: z.coerce.number().int().min(1).max(800).default(90).describe('how many days up to `until`'),
    until: z.iso.date().refine(isStorable, 'This day is too early.').optional().describe('last day, today unless told'),
  }),
  body: noBody,
  responses: {
    200: {
      description: 'One entry for each day with data; money in minor units of `currency`.',
      schema: z.object({
        campaign_id: z.string(),
        currency: z.string(),
        since: z.iso.date(),
        until: z.iso.date(),
        data: z.array(
          z.object({
            dt: z.iso.date(),
            impressions: z.number(),
            clicks: z.number(),
            spend_minor: z.number(),
            conversions: z.number(),
            revenue_minor: z.number(),
            frequency: z.number().nullable(),
            impression_share: z.number().nullable(),
          }),
        ),
        series: z.array(z.object({ metric: z.string(), points: z.array(z.object({ at: moment, value: z.number() })) })),
      }),
    },
  },
  errors: ['CAMPAIGN_NOT_FOUND'],
  async handle({ params, query, inTenant, deps }) {
    const until = query.until ?? dateOf(deps.now().getTime());
    const since = dateOf(Date.parse(until) - (query.days - 1) * day);
    const body = await inTenant(async (tx) => {
      const { campaign_id, currency } = await campaignOrRefuse(tx, params.id);
      const data = await readDailyMetrics(tx, campaign_id, since, until);
      const observations = await readObservations(tx, campaign_id, since, until);
      const points = Map.groupBy(observations, (each) => each.metric);
      const series = [...points].map(([metric, each]) => ({
        metric,
        points: each.map(({ observed_at, value }) => ({ at: observed_at, value })),
      }));
      return { campaign_id, currency, since, until, data, series };
    });
    return json(200, body);
  },
});
