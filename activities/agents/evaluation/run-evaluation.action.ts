import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { gateSchema } from '../../../contracts/evaluation-run.ts';

/** Lets the reasoning answer cases in which the right answer is known, and keeps how it did. */
export const runEvaluationAction = defineAction({
  agent: 'EvaluationAgent',
  action: 'run_evaluation',
  effect: 'propose',
  summary: 'Runs the deterministic reasoning over golden or generated cases and stores the figures.',
  params: z.object({
    run_type: z.enum(['golden_set', 'generated']).default('golden_set'),
    split: z.enum(['train', 'held_out']).default('held_out').describe('which generated cases'),
    count: z.int().min(15).max(1_000).default(210).describe('how many generated cases'),
    triggered_by: z.enum(['manual', 'scheduled', 'ci']).default('manual'),
  }),
  output: z.object({
    evaluation_run_id: z.uuid(),
    agreement_rate: z.number().describe('percent'),
    passed_count: z.int(),
    total_count: z.int(),
    gates: z.array(gateSchema),
    passed: z.boolean().describe('whether every gate was kept'),
  }),
  timeout_seconds: 300,
  heartbeat_seconds: 30,
});
