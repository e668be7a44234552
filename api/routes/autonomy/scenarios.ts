import { z } from 'zod';
import { autonomyRule, scenarioSchema, scenarioStandingSchema } from '../../../contracts/autonomy.ts';
import { simulate } from '../../../contracts/autonomy-record.ts';
import { listScenarios, readLedger } from '../../../db/queries/autonomy.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';

/** Where the product could decide by itself: each scenario with its record of four weeks and what is missing. */
export const listAutonomyScenarios = defineOperation({
  method: 'get',
  path: '/v2/autonomy/scenarios',
  id: 'list_autonomy_scenarios',
  tag: 'autonomy',
  summary: 'List scenarios with their record, what is missing for autonomy, and whether it is on.',
  access: 'recommendations:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The rule and the scenarios.',
      schema: z.object({
        rule: z.record(z.string(), z.union([z.number(), z.string()])),
        data: z.array(scenarioStandingSchema),
      }),
    },
  },
  errors: [],
  async handle({ inTenant, deps }) {
    return json(200, { rule: autonomyRule, data: await inTenant((tx) => listScenarios(tx, deps.now())) });
  },
});

const dayMs = 86_400_000;

/** What would have been approved without asking, had the scenario been on; judged by the record as it stood each time. */
export const simulateAutonomy = defineOperation({
  method: 'get',
  path: '/v2/autonomy/simulation',
  id: 'simulate_autonomy',
  tag: 'autonomy',
  summary: 'Simulate what would have been approved without asking.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({
    playbook_id: scenarioSchema.shape.playbook_id.default('campaign_health_v1'),
    workflow_type: scenarioSchema.shape.workflow_type.default('Bid Adjustment'),
    risk_level: scenarioSchema.shape.risk_level.default('low'),
    ad_account_id: z.uuid().optional(),
    days: z.coerce.number().int().min(1).max(90).default(28),
  }),
  body: noBody,
  responses: {
    200: {
      description: 'What would have happened, beside what people decided and what came of it.',
      schema: z.object({
        days: z.int(),
        considered: z.int(),
        would_approve: z.int(),
        people_rejected: z.int().describe('of these, people said no'),
        made_worse: z.int().describe('of these, measured and no better'),
        data: z.array(
          z.object({
            recommendation_id: z.uuid(),
            campaign_id: z.string(),
            campaign_name: z.string(),
            specific_action: z.string(),
            confidence: z.number(),
            generated_at: moment,
            human_decision: z.string().nullable(),
            improvement_pct: z.number().nullable(),
          }),
        ),
      }),
    },
  },
  errors: [],
  async handle({ query, inTenant, deps }) {
    const { days, ad_account_id = null, ...rest } = query;
    const since = new Date(deps.now().getTime() - days * dayMs);
    const ledgerSince = new Date(since.getTime() - autonomyRule.window_days * dayMs);
    const entries = await inTenant((tx) => readLedger(tx, { since: ledgerSince, of: rest }));
    const { considered, approved } = simulate(entries, { ...rest, ad_account_id }, since);
    const data = approved.slice(0, 500).map((each) => {
      const { id: recommendation_id, campaign_id, campaign_name, specific_action, confidence } = each;
      const { generated_at, human_decision, improvement_pct } = each;
      return {
        ...{ recommendation_id, campaign_id, campaign_name, specific_action, confidence },
        ...{ generated_at, human_decision, improvement_pct },
      };
    });
    return json(200, {
      ...{ days, considered, would_approve: approved.length, data },
      people_rejected: approved.filter((each) => each.human_decision === 'rejected').length,
      made_worse: approved.filter((each) => each.improvement_pct !== null && each.improvement_pct <= 0).length,
    });
  },
});
