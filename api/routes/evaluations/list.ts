import { z } from 'zod';
import { listEvaluations as readEvaluations } from '../../../db/queries/trigger-evaluations.ts';
import { defineOperation, json, noBody } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';
import { playbookOrRefuse } from '../playbooks/find-or-refuse.ts';
import { playbookPath } from '../playbooks/playbook-schema.ts';
import { listedEvaluationSchema, toEvaluation } from './evaluation-schema.ts';

/** How often a playbook asked whether to start, and what came of it, newest first, with every value that went into it. */
export const listEvaluations = defineOperation({
  method: 'get',
  path: '/v2/playbooks/:id/evaluations',
  id: 'list_evaluations',
  tag: 'playbooks',
  summary: 'When a playbook’s trigger was looked at, and why it did or did not fire.',
  access: 'playbooks:read',
  params: playbookPath,
  query: z.strictObject({
    ...pageFields,
    campaign_id: z.string().max(200).optional().describe('only for this campaign'),
    at: z.iso.datetime({ offset: true }).optional().describe('only those due at or before this moment'),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of evaluations.', schema: pageSchema(listedEvaluationSchema) } },
  errors: ['PLAYBOOK_NOT_FOUND', 'CAMPAIGN_NOT_FOUND'],
  async handle({ params, query, inTenant }) {
    const page = await inTenant(async (tx) => {
      const { playbook_id } = await playbookOrRefuse(tx, params.id);
      const campaign = query.campaign_id === undefined ? null : await campaignOrRefuse(tx, query.campaign_id);
      return readEvaluations(tx, {
        ...{ playbook_id, entity_id: campaign?.campaign_id ?? null, limit: query.limit },
        at: query.at === undefined ? null : new Date(query.at),
        after: readCursor(query.cursor),
      });
    });
    return json(200, toPageBody(page, toEvaluation));
  },
});
