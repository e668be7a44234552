import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { appliedChangeSchema } from '../../../../contracts/change-set.ts';
import { writeTiming } from '../../write/write-timing.action.ts';

/** Resumes a paused campaign. The money moved is its whole daily budget. */
export const resumeCampaign = defineAction({
  agent: 'AdPlatformAgent',
  action: 'resume',
  effect: 'write',
  summary: 'Resumes a paused campaign.',
  params: z.object({ campaign_id: z.string().min(1) }),
  output: appliedChangeSchema,
  moves: { kind: 'whole_budget' },
  needs: ['set_status'],
  ...writeTiming,
});
