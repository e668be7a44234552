import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { judgeScoresSchema } from '../../../contracts/evaluation-run.ts';

/** Lets a model judge the reasoning of recent recommendations, after it was itself checked. An opinion: no gate hangs on it. */
export const judgeReasoningAction = defineAction({
  agent: 'EvaluationAgent',
  action: 'judge_reasoning',
  effect: 'propose',
  summary: 'Lets a model score the reasoning of recent recommendations and of the golden cases.',
  params: z.object({
    days: z.int().min(1).max(90).default(7).describe('recommendations of the last days'),
    rate_pct: z
      .number()
      .min(0)
      .max(100)
      .nullish()
      .describe('share of them that is judged, always the same ones; the tenant’s setting when left out'),
    most: z.int().min(0).max(200).default(50),
  }),
  output: z.object({
    evaluation_run_id: z.uuid().nullable().describe('null when no model is configured'),
    judged: z.int(),
    silent: z.int().describe('without an opinion'),
    scores: judgeScoresSchema.nullable(),
    trusted: z.boolean().describe('whether the judge told broken reasoning from sound'),
  }),
  timeout_seconds: 1_800,
  heartbeat_seconds: 60,
});
