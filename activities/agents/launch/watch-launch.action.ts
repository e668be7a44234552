import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { knownAnswerSchema, launchReportSchema } from './launch-report.ts';

/**
 * Looks at a launch: votes, comments and rank as the platform tells them, what came since the look before, and drafts of
 * answers, which people post by hand. Throws ACCOUNT_NOT_FOUND, PLATFORM_NOT_FOUND, and PLATFORM_CAPABILITY_MISSING where
 * nothing is launched.
 */
export const watchLaunch = defineAction({
  agent: 'LaunchAgent',
  action: 'watch_launch',
  effect: 'read',
  summary: 'Reads how a launch is received, what came since the look before, and drafts answers to comments.',
  params: z.object({
    account_id: z.string().min(1).describe('ours or the platform’s'),
    post_id: z.string().min(1).describe('number of the launch, or the name in its address'),
    previous: launchReportSchema.nullish().describe('the report of the look before'),
    day_ends_at: z.iso.datetime().nullish().describe('when the launch day is over'),
    known_answers: z.array(knownAnswerSchema).default([]).describe('what the maker has said may be answered'),
  }),
  output: launchReportSchema,
  needs: ['read_launch'],
  timeout_seconds: 60,
});
