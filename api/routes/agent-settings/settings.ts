import { z } from 'zod';
import { agentSettingsSchema, rolloutStageSchema } from '../../../contracts/rollout.ts';
import {
  readAgentSettings,
  readReach,
  saveAgentSettings,
  setCampaignRollout,
} from '../../../db/queries/agent-settings.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { campaignPath } from '../campaigns/campaign-schema.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';

const shownSchema = agentSettingsSchema.extend({
  updated_by_email: z.string().nullable(),
  updated_at: moment.nullable(),
});

/** What the tenant has set for the reasoning agent. */
export const showAgentSettings = defineOperation({
  method: 'get',
  path: '/v2/agent-settings',
  id: 'show_agent_settings',
  tag: 'autonomy',
  summary: 'How far the agent is let out, and its other settings.',
  access: 'recommendations:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The settings.', schema: shownSchema } },
  errors: [],
  handle: async ({ inTenant }) => json(200, await inTenant(readAgentSettings)),
});

/** Changes what is named and leaves the rest. */
export const changeAgentSettings = defineOperation({
  method: 'post',
  path: '/v2/agent-settings',
  id: 'change_agent_settings',
  tag: 'autonomy',
  summary: 'Change the stage of the agent or its other settings.',
  access: 'agent_settings:write',
  params: nothing,
  query: nothing,
  body: agentSettingsSchema.partial().strict(),
  responses: { 200: { description: 'The settings as they are now.', schema: shownSchema } },
  errors: [],
  async handle({ body, principal, inTenant }) {
    const settings = await inTenant(async (tx) => {
      const { rollout_stage: before } = await readAgentSettings(tx);
      await saveAgentSettings(tx, body, principal.email);
      await appendAudit(tx, {
        ...{ action: 'agent_settings.changed', actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'agent_settings', entity_id: principal.tenant_id },
        details: { ...JSON.parse(JSON.stringify(body)), stage_before: before },
      });
      return readAgentSettings(tx);
    });
    return json(200, settings);
  },
});

/** Gives a campaign a stage or an autonomy of its own, or with null lets it follow the tenant again. */
export const changeCampaignRollout = defineOperation({
  method: 'post',
  path: '/v2/campaigns/:id/rollout',
  id: 'change_campaign_rollout',
  tag: 'autonomy',
  summary: 'Set the stage and the autonomy of one campaign, or have it follow the tenant.',
  access: 'agent_settings:write',
  params: campaignPath,
  query: nothing,
  body: z.strictObject({
    rollout_stage: rolloutStageSchema.nullable().optional(),
    autonomy: z.enum(['shadow', 'propose', 'auto']).nullable().optional(),
  }),
  responses: {
    200: {
      description: 'How far the agent is let out for the campaign now, and whom that reaches.',
      schema: z.object({
        campaign_id: z.string(),
        rollout_stage: rolloutStageSchema,
        reaches: z.enum(['nobody', 'only', 'everybody']),
      }),
    },
  },
  errors: ['CAMPAIGN_NOT_FOUND'],
  async handle({ params, body, principal, inTenant }) {
    const shown = await inTenant(async (tx) => {
      const { campaign_id } = await campaignOrRefuse(tx, params.id);
      const { rollout_stage, autonomy } = body;
      const own = {
        ...(rollout_stage === undefined ? {} : { rollout_stage }),
        ...(autonomy === undefined ? {} : { autonomy }),
      };
      await setCampaignRollout(tx, campaign_id, own);
      await appendAudit(tx, {
        ...{ action: 'campaign.rollout_changed', actor_user_id: principal.user_id, actor_email: principal.email },
        ...{ entity_type: 'campaign', entity_id: campaign_id, details: own },
      });
      const { stage, reach } = await readReach(tx, campaign_id);
      return { campaign_id, rollout_stage: stage, reaches: reach.kind };
    });
    return json(200, shown);
  },
});
