import { z } from 'zod';
import { autonomyGrantSchema, scenarioSchema } from '../../../contracts/autonomy.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { listOpenGrants, readStanding } from '../../../db/queries/autonomy.ts';
import { endGrant, type GrantRow, listGrants, openGrant } from '../../../db/queries/autonomy-grants.ts';
import { findPlaybook } from '../../../db/queries/playbooks.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';

function toGrant({ tenant_id, ...grant }: GrantRow) {
  return grant;
}

/** Who let the product decide where, since when, and how that ended. */
export const listAutonomyGrants = defineOperation({
  method: 'get',
  path: '/v2/autonomy/grants',
  id: 'list_autonomy_grants',
  tag: 'autonomy',
  summary: 'List where the product may decide by itself, those that hold first.',
  access: 'recommendations:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'Grants.', schema: z.object({ data: z.array(autonomyGrantSchema) }) } },
  errors: [],
  async handle({ inTenant }) {
    return json(200, { data: (await inTenant(listGrants)).map(toGrant) });
  },
});

/**
 * Lets the product approve what the rule covers in a scenario. Only what has earned it can be switched on, and only where
 * the author of the playbook allows it; it is lost by itself when the record no longer holds. Switching on what is on
 * changes nothing.
 */
export const switchAutonomyOn = defineOperation({
  method: 'post',
  path: '/v2/autonomy/grants',
  id: 'switch_autonomy_on',
  tag: 'autonomy',
  summary: 'Let the product decide by itself in a scenario that has earned it.',
  access: 'autonomy:write',
  params: nothing,
  query: nothing,
  body: scenarioSchema.extend({ ad_account_id: z.uuid().nullable().default(null) }).strict(),
  responses: {
    200: { description: 'It was on already.', schema: autonomyGrantSchema },
    201: { description: 'It is on.', schema: autonomyGrantSchema },
  },
  errors: ['PLAYBOOK_NOT_FOUND', 'AUTONOMY_NOT_EARNED', 'AUTONOMY_NOT_ALLOWED'],
  idempotent: true,
  async handle({ body, principal, inTenant, deps }) {
    const { grant, created } = await inTenant(async (tx) => {
      const playbook = await findPlaybook(tx, body.playbook_id);
      if (playbook === null) throw new CodedError('PLAYBOOK_NOT_FOUND', `There is no playbook ${body.playbook_id}.`);
      const { playbook_id, plan } = playbook;
      if (plan.guardrails.autonomy !== 'auto')
        throw new CodedError('AUTONOMY_NOT_ALLOWED', `${playbook_id} is on autonomy: ${plan.guardrails.autonomy}.`);
      const scenario = { ...body, playbook_id };
      const { unmet, record } = await readStanding(tx, scenario, await listOpenGrants(tx), deps.now());
      if (unmet.length > 0)
        throw new CodedError('AUTONOMY_NOT_EARNED', `${unmet.length} conditions do not hold.`, { unmet, record });
      const opened = await openGrant(tx, scenario, principal.email);
      if (opened.created)
        await appendAudit(tx, {
          ...{ action: 'autonomy.granted', actor_user_id: principal.user_id, actor_email: principal.email },
          ...{ entity_type: 'autonomy_grant', entity_id: opened.grant.grant_id },
          details: { ...scenario, ...record },
        });
      return opened;
    });
    return json(created ? 201 : 200, toGrant(grant));
  },
});

/** Has people asked again, from the next recommendation on. */
export const switchAutonomyOff = defineOperation({
  method: 'post',
  path: '/v2/autonomy/grants/:id/end',
  id: 'switch_autonomy_off',
  tag: 'autonomy',
  summary: 'Have people asked again.',
  access: 'autonomy:write',
  params: z.strictObject({ id: z.uuid().describe('grant_id') }),
  query: nothing,
  body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
  responses: { 200: { description: 'It is off.', schema: autonomyGrantSchema } },
  errors: ['NOT_FOUND'],
  async handle({ params, body, principal, inTenant, deps }) {
    const ended = await inTenant(async (tx) => {
      const by = { grant_id: params.id, ended_by_email: principal.email, ended_reason: body.reason, at: deps.now() };
      const grant = await endGrant(tx, by);
      if (grant === null) throw new CodedError('NOT_FOUND', `No grant ${params.id} holds.`);
      await appendAudit(tx, {
        ...{ action: 'autonomy.ended', actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'autonomy_grant', entity_id: params.id, details: { reason: body.reason } },
      });
      return grant;
    });
    return json(200, toGrant(ended));
  },
});
