import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { accountParam, patience, streamReport } from './stream-report.ts';

/** Makes our list of an account's audiences the one that the platform gives. */
export const syncAudiences = defineAction({
  agent: 'SyncAgent',
  action: 'sync_audiences',
  effect: 'propose',
  summary: 'Reads the audiences of an ad account.',
  params: z.object({ account_id: accountParam }),
  output: z.object({ ...streamReport, audiences_removed: z.int() }),
  timeout_seconds: 600,
  heartbeat_seconds: 15,
  retry: patience,
});
