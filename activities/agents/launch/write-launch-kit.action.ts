import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { launchBriefSchema, launchKitSchema, launchOwnersSchema } from './launch-kit.ts';

/** Makes everything that a person needs to submit a launch by hand, and says what is wrong with it. Changes nothing. */
export const writeLaunchKit = defineAction({
  agent: 'LaunchAgent',
  action: 'write_launch_kit',
  effect: 'read',
  summary:
    'Makes a launch kit: texts and images checked against the limits, time in Pacific time, checklist with owners.',
  params: z.object({
    brief: launchBriefSchema,
    owners: launchOwnersSchema,
    launch_date: z.iso.date().describe('the launch day, in Pacific time'),
  }),
  output: launchKitSchema,
});
