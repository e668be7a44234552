import { z } from 'zod';
import { competitorObservationSchema, observedSignalsSchema } from '../../../contracts/competitor-observation.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import {
  insertCompetitorObservations,
  listCompetitorObservations as listRows,
} from '../../../db/queries/competitor-observations.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { invalidRequest } from '../../problem/problem.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';
import { readObservationsCsv } from './read-csv.ts';

const observationSchema = z.object({
  observation_id: z.uuid(),
  source: z.string(),
  industry: z.string().nullable(),
  keywords: z.array(z.string()),
  campaign_id: z.string().nullable(),
  observed_on: z.iso.date(),
  signals: z.record(z.string(), z.json()),
  created_at: moment,
});
const manySchema = z.array(competitorObservationSchema).min(1).max(1000);

/** Imported observations, the newest day first. */
export const listCompetitorObservations = defineOperation({
  method: 'get',
  path: '/v2/competitor-observations',
  id: 'list_competitor_observations',
  tag: 'context',
  summary: 'List imported observations of competitors.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({
    source: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
  }),
  body: noBody,
  responses: { 200: { description: 'Observations.', schema: z.object({ data: z.array(observationSchema) }) } },
  errors: [],
  async handle({ query, inTenant }) {
    const rows = await inTenant((tx) => listRows(tx, query));
    const data = rows.map(({ tenant_id: _tenant, created_at, ...row }) => ({
      ...row,
      signals: observedSignalsSchema.loose().catch({ competitors: [], is_stub: false }).parse(row.signals),
      created_at: created_at.toISOString(),
    }));
    return json(200, { data });
  },
});

/** Imports what is known of competitors, all or nothing: a source of competitor signals that needs no key. */
export const importCompetitorObservations = defineOperation({
  method: 'post',
  path: '/v2/competitor-observations/import',
  id: 'import_competitor_observations',
  tag: 'context',
  summary: 'Import observations of competitors as JSON or CSV.',
  access: 'context:write',
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      observations: manySchema.optional(),
      csv: z.string().max(500_000).optional().describe('the same as CSV with a head'),
    })
    .refine(({ observations, csv }) => (observations === undefined) !== (csv === undefined), {
      error: 'give either observations or csv',
    }),
  responses: {
    201: { description: 'Imported.', schema: z.object({ imported: z.int(), observation_ids: z.array(z.uuid()) }) },
  },
  errors: ['CAMPAIGN_NOT_FOUND'],
  idempotent: true,
  async handle({ body, principal, inTenant }) {
    const given = manySchema.safeParse(body.observations ?? readObservationsCsv(body.csv ?? ''));
    if (!given.success) throw invalidRequest(given.error, body.csv === undefined ? '/body/observations' : '/body/csv');
    const today = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const early = given.data.findIndex((each) => each.observed_on > today);
    if (early >= 0) {
      const detail = `Observation ${early + 1} lies in the future (${given.data[early]?.observed_on}).`;
      throw new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: '/body', detail }] });
    }
    const observation_ids = await inTenant(async (tx) => {
      const resolved = [];
      for (const { campaign_id: id, ...each } of given.data) {
        const campaign_id = id === null || id === undefined ? null : (await campaignOrRefuse(tx, id)).campaign_id;
        resolved.push({ ...each, campaign_id });
      }
      const ids = await insertCompetitorObservations(tx, resolved);
      await appendAudit(tx, {
        action: 'competitor_observations.imported',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'competitor_observations', entity_id: ids[0] ?? '' },
        details: { imported: ids.length, api_key_id: principal.api_key_id },
      });
      return [...ids];
    });
    return json(201, { imported: observation_ids.length, observation_ids });
  },
});
