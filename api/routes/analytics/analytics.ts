import { z } from 'zod';
import {
  analyticsCountsSchema,
  analyticsFiguresSchema,
  judgeTargets,
  packSchema,
  targetStandingSchema,
} from '../../../contracts/analytics.ts';
import { countBy, readAnalytics } from '../../../db/queries/analytics.ts';
import { readPack } from '../../../db/queries/packs.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';

const dayMs = 86_400_000;

/** How good the reasoning agent is: its figures beside their targets, against the period before, by day and by workflow. */
export const showAnalytics = defineOperation({
  method: 'get',
  path: '/v2/analytics/recommendations',
  id: 'show_recommendation_analytics',
  tag: 'analytics',
  summary: 'Acceptance, impact, agreement, latency and cost of recommendations, beside their targets.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(28) }),
  body: noBody,
  responses: {
    200: {
      description: 'The figures.',
      schema: z.object({
        since: moment,
        until: moment,
        figures: analyticsFiguresSchema,
        before: analyticsFiguresSchema.describe('the same of the period before'),
        targets: z.array(targetStandingSchema),
        by_day: z.array(analyticsCountsSchema.extend({ key: z.string() })),
        by_workflow: z.array(analyticsCountsSchema.extend({ key: z.string() })),
      }),
    },
  },
  errors: [],
  async handle({ query, inTenant, deps }) {
    const until = deps.now();
    const since = new Date(until.getTime() - query.days * dayMs);
    const period = { since, until };
    const earlier = { since: new Date(since.getTime() - query.days * dayMs), until: since };
    const body = await inTenant(async (tx) => {
      const figures = await readAnalytics(tx, period);
      return {
        ...{ ...period, figures, before: await readAnalytics(tx, earlier), targets: judgeTargets(figures) },
        ...{ by_day: await countBy(tx, period, 'day'), by_workflow: await countBy(tx, period, 'workflow') },
      };
    });
    return json(200, body);
  },
});

/** What the team looks at together on Monday (the last three days) or on Friday (the last seven). */
export const showPack = defineOperation({
  method: 'get',
  path: '/v2/analytics/packs',
  id: 'show_pack',
  tag: 'analytics',
  summary: 'What the team looks at together on Monday or on Friday.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({ kind: z.enum(['monday', 'friday']).default('monday') }),
  body: noBody,
  responses: { 200: { description: 'The pack.', schema: packSchema } },
  errors: [],
  async handle({ query, inTenant, deps }) {
    const until = deps.now();
    const since = new Date(until.getTime() - (query.kind === 'monday' ? 3 : 7) * dayMs);
    return json(200, await inTenant((tx) => readPack(tx, query.kind, { since, until })));
  },
});
