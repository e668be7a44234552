import { z } from 'zod';
import { explainPlan } from '../../../playbooks/explanation/index.ts';
import { nextRuns } from '../../../playbooks/schedule/matching-times.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';
import { childPlans } from '../../playbooks/child-plans.ts';
import { boundOf, worstCaseSchema } from '../../playbooks/worst-case.ts';
import { playbookOrRefuse } from './find-or-refuse.ts';
import { playbookPath } from './playbook-schema.ts';

const runsAhead = 5;

/** What the active version does, in English, the most money one execution of it can move, and when it runs next. */
export const explainPlaybook = defineOperation({
  method: 'get',
  path: '/v2/playbooks/:id/explanation',
  id: 'explain_playbook',
  tag: 'playbooks',
  summary: 'A playbook in plain English, with its worst case.',
  access: 'playbooks:read',
  params: playbookPath,
  query: nothing,
  body: noBody,
  responses: {
    200: {
      description: 'The explanation.',
      schema: z.object({
        playbook_id: z.string(),
        version: z.int(),
        text: z.string().describe('titles at the left margin, lines below them indented by two spaces or more'),
        worst_case: worstCaseSchema,
        next_runs: z.array(moment).describe('empty without a schedule, and when it is retired'),
      }),
    },
  },
  errors: ['PLAYBOOK_NOT_FOUND'],
  async handle({ params, inTenant, deps }) {
    const { playbook, children } = await inTenant(async (tx) => {
      const found = await playbookOrRefuse(tx, params.id);
      return { playbook: found, children: await childPlans(tx, found.plan) };
    });
    const { plan, playbook_id, version, retired_at } = playbook;
    const { bound, worst_case } = boundOf(plan, children, deps.actions);
    const { schedule } = plan;
    return json(200, {
      ...{ playbook_id, version, text: explainPlan(plan, bound, deps.actions) },
      worst_case,
      next_runs: schedule === null || retired_at !== null ? [] : nextRuns(schedule, deps.now(), runsAhead),
    });
  },
});
