import { z } from 'zod';
import { listCampaigns as readCampaigns, readFeaturesOf } from '../../../db/queries/campaigns-list.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { campaignSchema, toCampaign } from './campaign-schema.ts';

/** Campaigns of the tenant, newest first, with their features. */
export const listCampaigns = defineOperation({
  method: 'get',
  path: '/v2/campaigns',
  id: 'list_campaigns',
  tag: 'campaigns',
  summary: 'List campaigns, newest first.',
  access: 'campaigns:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    platform: z.string().max(50).optional(),
    status: z.string().max(50).optional(),
    search: z.string().max(200).optional().describe('part of the name or of campaign_id'),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of campaigns.', schema: pageSchema(campaignSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, cursor, platform = null, status = null, search = null } = query;
    const { page, features } = await inTenant(async (tx) => {
      const found = await readCampaigns(tx, { limit, after: readCursor(cursor), platform, status, search });
      const ids = found.rows.map((row) => row.campaign_id);
      return { page: found, features: await readFeaturesOf(tx, ids) };
    });
    return json(
      200,
      toPageBody(page, (row) => toCampaign(row, features.get(row.campaign_id) ?? null)),
    );
  },
});
