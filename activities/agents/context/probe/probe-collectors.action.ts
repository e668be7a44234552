import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { collectorHealthStates } from '../../../../contracts/collector.ts';

/** Asks each collector's sources whether they answer and stores how each collector stands. Never fails for a source. */
export const probeCollectors = defineAction({
  agent: 'ContextAgent',
  action: 'probe_collectors',
  effect: 'propose',
  summary: 'Asks every collector whether its sources answer, and stores how each one stands.',
  params: z.object({}),
  output: z.object({
    checked_at: z.iso.datetime(),
    collectors: z.array(
      z.object({
        collector_name: z.string(),
        status: z.enum(collectorHealthStates),
        response_time_ms: z.int().nullable(),
        error_message: z.string().nullable(),
      }),
    ),
  }),
});
