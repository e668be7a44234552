import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { outcomeFiguresSchema } from '../../../contracts/evaluation-run.ts';

/** How recommendations did in the world, as a run that can be compared with the one before. */
export const evaluateOutcomesAction = defineAction({
  agent: 'EvaluationAgent',
  action: 'evaluate_outcomes',
  effect: 'propose',
  summary: 'Makes a run of the measured outcomes of recommendations that people decided.',
  params: z.object({ days: z.int().min(1).max(730).default(90).describe('decisions of the last days') }),
  output: z.object({
    evaluation_run_id: z.uuid().nullable().describe('null when nothing was followed and measured'),
    reason: z.string().nullable().describe('why there is no run'),
    outcome: outcomeFiguresSchema.nullable(),
  }),
});
