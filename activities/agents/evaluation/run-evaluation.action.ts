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
    triggered_by: z
      .enum(['manual', 'scheduled', 'ci'])
      .nullish()
      .describe('what the execution itself tells when left out: its schedule, or a person'),
  }),
  output: z.object({
    evaluation_run_id: z.uuid(),
    agreement_rate: z.number().describe('percent'),
    passed_count: z.int(),
    total_count: z.int(),
    gates: z.array(gateSchema),
    passed: z.boolean().describe('whether every gate was kept'),
    regression: z.boolean().describe('five points less than the run before, or a case that had passed fails'),
    alerts: z.array(z.string()).describe('figures that fell by more than five points since the run before'),
    worth_telling: z.boolean().describe('whether a gate was missed, or the run is a regression, or alerts'),
    title: z.string(),
    text: z.string().describe('what people are told of it'),
  }),
  timeout_seconds: 300,
  heartbeat_seconds: 30,
});
