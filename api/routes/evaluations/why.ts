import { z } from 'zod';
import { listVersionTimes } from '../../../db/queries/playbooks.ts';
import { listRetirements } from '../../../db/queries/retirements.ts';
import { evaluationIdOf, isStarting, listEvaluations } from '../../../db/queries/trigger-evaluations.ts';
import { lastRun, wallNameOf } from '../../../playbooks/schedule/matching-times.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { defineOperation, json, noBody } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { explainTrigger as explain } from '../../triggers/explain-trigger.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';
import { playbookOrRefuse } from '../playbooks/find-or-refuse.ts';
import { playbookPath } from '../playbooks/playbook-schema.ts';
import { listedEvaluationSchema, toEvaluation } from './evaluation-schema.ts';

/** Answers why a playbook did or did not start for a campaign at a moment, also when nobody looked. */
export const explainTrigger = defineOperation({
  method: 'get',
  path: '/v2/playbooks/:id/why',
  id: 'explain_trigger',
  tag: 'playbooks',
  summary: 'Why did this playbook (not) start then?',
  access: 'playbooks:read',
  params: playbookPath,
  query: z.strictObject({
    campaign_id: z.string().max(200).optional(),
    at: z.iso.datetime({ offset: true }).optional().describe('now when left out'),
  }),
  body: noBody,
  responses: {
    200: {
      description: 'The answer in words, and the evaluation it rests on.',
      schema: z.object({
        answer: z.string(),
        evaluated: z.boolean().describe('false when it was not looked at then; the evaluation is the newest before'),
        due_at: moment.nullable().describe('when it was, or should have been, looked at'),
        evaluation: listedEvaluationSchema.nullable(),
      }),
    },
  },
  errors: ['PLAYBOOK_NOT_FOUND', 'CAMPAIGN_NOT_FOUND'],
  async handle({ params, query, deps, principal, inTenant }) {
    const at = query.at === undefined ? deps.now() : new Date(query.at);
    const body = await inTenant(async (tx) => {
      const { playbook_id } = await playbookOrRefuse(tx, params.id);
      const campaign = query.campaign_id === undefined ? null : await campaignOrRefuse(tx, query.campaign_id);
      const entity_id = campaign?.campaign_id ?? null;
      const { rows } = await listEvaluations(tx, { playbook_id, entity_id, at, limit: 1, after: null });
      const [newest] = rows;
      const versions = await listVersionTimes(tx, playbook_id);
      const retirements = await listRetirements(tx, playbook_id);
      const version = versions.find((each) => each.since <= at) ?? null;
      const due = version?.plan.schedule ? lastRun(version.plan.schedule, version.since, at) : null;
      const occasion =
        due === null || !version?.plan.schedule
          ? null
          : `schedule ${wallNameOf(version.plan.schedule, due)} ${version.plan.schedule.timezone}`;
      const entity = entity_id === null ? null : { type: 'campaign', id: entity_id };
      const starting =
        occasion !== null && (await startingFor(tx, { tenant_id: principal.tenant_id, playbook_id, entity, occasion }));
      const answer = explain({
        ...{ at, version, retirements, starting, evaluation: newest ?? null },
        about: campaign === null ? '' : ` for ${campaign.campaign_name}`,
        first_deployed_at: versions.at(-1)?.since ?? at,
      });
      return { ...answer, evaluation: newest === undefined ? null : toEvaluation(newest) };
    });
    return json(200, body);
  },
});

function startingFor(tx: TenantTransaction, of: Parameters<typeof evaluationIdOf>[0]): Promise<boolean> {
  return isStarting(tx, evaluationIdOf(of));
}
