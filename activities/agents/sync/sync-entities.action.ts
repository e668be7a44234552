import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { accountParam, leftOutSchema, patience, streamReport } from './stream-report.ts';

/** Makes our campaigns, ad sets and ads of an account those that the platform lists. */
export const syncEntities = defineAction({
  agent: 'SyncAgent',
  action: 'sync_entities',
  effect: 'propose',
  summary: 'Reads the campaigns, ad sets and ads of an ad account; new ones appear, gone ones are marked.',
  params: z.object({ account_id: accountParam }),
  output: z.object({
    ...streamReport,
    campaigns: z.int().describe('that the platform lists and that are not archived'),
    campaigns_added: z.int(),
    campaigns_gone: z.int().describe('that the platform lists no more'),
    failed: z.array(leftOutSchema),
  }),
  timeout_seconds: 3_600,
  heartbeat_seconds: 15,
  retry: patience,
});
