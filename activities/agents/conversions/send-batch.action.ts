import { z } from 'zod';
import { defaultRetry, defineAction } from '../../../contracts/action.ts';

/**
 * Sends a batch of conversions that was left at the door of the API. Only the id of the batch is a parameter, so that nothing
 * of a person, hashed or not, gets into the history of an execution; the events lie sealed in the database until the platform
 * has answered for each of them, and for three days at most.
 */
export const sendBatch = defineAction({
  agent: 'ConversionAgent',
  action: 'send_batch',
  effect: 'notify',
  summary: 'Tells an ad platform of a batch of conversions, and throws the batch away.',
  params: z.object({ batch_id: z.uuid() }),
  output: z.object({
    sent: z.boolean().describe('false in shadow and dry runs'),
    accepted: z.int().describe('that the platform took, or had taken before'),
    refused: z.int(),
    later: z.int().describe('that still wait'),
  }),
  needs: ['send_conversions'],
  timeout_seconds: 120,
  heartbeat_seconds: 15,
  // Events that are too fresh for the platform wait for hours.
  retry: { ...defaultRetry, max_attempts: 12, max_interval_seconds: 3_600 },
});
