import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { forgetCachedAnswers } from '../../../db/queries/collector-cache.ts';
import {
  type ExperimentRow,
  endExperiment as endRow,
  insertExperiment,
  listExperiments as listRows,
  lockExperiment,
} from '../../../db/queries/experiments.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';

const experimentSchema = z.object({
  experiment_id: z.uuid(),
  campaign_id: z.string(),
  name: z.string(),
  metric: z.string().nullable(),
  starts_on: z.iso.date(),
  ends_on: z.iso.date().nullable().describe('the last day; null while it is open'),
  created_by_email: z.string().nullable(),
  created_at: moment,
});

function toExperiment({ tenant_id: _tenant, created_at, ...row }: ExperimentRow) {
  return { ...row, created_at: created_at.toISOString() };
}

/** Experiments, those that start last first. */
export const listExperiments = defineOperation({
  method: 'get',
  path: '/v2/experiments',
  id: 'list_experiments',
  tag: 'context',
  summary: 'List experiments.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({
    campaign_id: z.string().max(255).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
  }),
  body: noBody,
  responses: { 200: { description: 'Experiments.', schema: z.object({ data: z.array(experimentSchema) }) } },
  errors: [],
  async handle({ query, inTenant }) {
    const rows = await inTenant((tx) => listRows(tx, query));
    return json(200, { data: rows.map(toExperiment) });
  },
});

/** Enters an experiment, so that nothing else is changed while it runs. */
export const createExperiment = defineOperation({
  method: 'post',
  path: '/v2/experiments',
  id: 'create_experiment',
  tag: 'context',
  summary: 'Enter an experiment on a campaign.',
  access: 'context:write',
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      campaign_id: z.string().min(1).max(255),
      name: z.string().trim().min(1).max(200),
      metric: z.string().trim().min(1).max(100).nullish(),
      starts_on: z.iso.date(),
      ends_on: z.iso.date().nullish(),
    })
    .refine(({ starts_on, ends_on }) => ends_on === null || ends_on === undefined || ends_on >= starts_on, {
      path: ['ends_on'],
      error: 'lies before starts_on',
    }),
  responses: { 201: { description: 'Entered.', schema: experimentSchema } },
  errors: ['CAMPAIGN_NOT_FOUND'],
  idempotent: true,
  async handle({ body, principal, inTenant }) {
    const row = await inTenant(async (tx) => {
      const { campaign_id } = await campaignOrRefuse(tx, body.campaign_id);
      const { name, starts_on, metric = null, ends_on = null } = body;
      const told = { campaign_id, name, metric, starts_on, ends_on };
      const added = await insertExperiment(tx, { ...told, created_by_email: principal.email });
      await forgetCachedAnswers(tx, 'experiments');
      await appendAudit(tx, {
        action: 'experiment.created',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'experiment', entity_id: added.experiment_id },
        details: { ...told, api_key_id: principal.api_key_id },
      });
      return added;
    });
    return json(201, toExperiment(row));
  },
});

/** Ends an experiment: its last day is today, or the day that is named. */
export const endExperiment = defineOperation({
  method: 'post',
  path: '/v2/experiments/:id/end',
  id: 'end_experiment',
  tag: 'context',
  summary: 'End an experiment.',
  access: 'context:write',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: z.strictObject({ ends_on: z.iso.date().optional() }),
  responses: { 200: { description: 'Ended.', schema: experimentSchema } },
  errors: ['EXPERIMENT_NOT_FOUND', 'EXPERIMENT_ENDED'],
  async handle({ params, body, principal, inTenant }) {
    const today = new Date().toISOString().slice(0, 10);
    const row = await inTenant(async (tx) => {
      const held = await lockExperiment(tx, params.id);
      const experiment_id = params.id;
      if (held === null)
        throw new CodedError('EXPERIMENT_NOT_FOUND', `There is no experiment ${experiment_id}.`, { experiment_id });
      if (held.ends_on !== null && held.ends_on < today)
        throw new CodedError('EXPERIMENT_ENDED', `${held.name} ended on ${held.ends_on}.`, { experiment_id });
      const asked = body.ends_on ?? today;
      // One that is called off before its first day ends on it: a last day before the first would be no day at all.
      const ends_on = [asked, held.starts_on].sort().at(-1) ?? asked;
      await endRow(tx, experiment_id, ends_on);
      await forgetCachedAnswers(tx, 'experiments');
      await appendAudit(tx, {
        action: 'experiment.ended',
        ...{ actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'experiment', entity_id: experiment_id },
        details: { ends_on, api_key_id: principal.api_key_id },
      });
      return { ...held, ends_on };
    });
    return json(200, toExperiment(row));
  },
});
