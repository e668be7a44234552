import { z } from 'zod';
import { pauseScopeSchema } from '../../../contracts/pause.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { pauseScope } from '../../pauses/pause-scope.ts';
import { steeredSchema, toPause } from './pause-view.ts';

/**
 * Pauses the tenant (incident mode), or a brand, platform, campaign or playbook: live executions park at their next safe
 * point, deadlines of approvals stand still, starts wait, and no write is sent from this moment on.
 */
export const openPauseOperation = defineOperation({
  method: 'post',
  path: '/v2/pauses',
  id: 'open_pause',
  tag: 'pauses',
  summary: 'Pause the tenant, a brand, a platform, a campaign or a playbook.',
  access: 'pauses:write',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    scope: pauseScopeSchema.default('tenant'),
    scope_id: z
      .string()
      .max(255)
      .default('')
      .describe(
        "'' for the tenant; else the id of the campaign or playbook, the id or name of the brand, the platform",
      ),
    reason: z.string().min(1).max(2_000),
  }),
  responses: {
    200: { description: 'This scope was paused before; the pause that holds.', schema: steeredSchema },
    201: { description: 'Paused.', schema: steeredSchema },
  },
  errors: ['CAMPAIGN_NOT_FOUND', 'PLAYBOOK_NOT_FOUND', 'NOT_FOUND'],
  async handle({ body, principal, inTenant }) {
    const { pause, changed, executions_told } = await inTenant((tx) => pauseScope(tx, principal, body));
    return json(changed ? 201 : 200, { ...toPause(pause), executions_told });
  },
});
