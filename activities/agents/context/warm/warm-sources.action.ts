import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';

const counted = z.int().nonnegative();
const countsSchema = {
  warmed: counted.describe('answers that were fetched'),
  fresh: counted.describe('answers that were good long enough as they were'),
  failed: counted.describe('answers that could not be had'),
  left: counted.describe('answers that were not asked for: too many, too late, or a source that refuses'),
};

/**
 * Fetches ahead what the next scheduled run of a playbook will ask of shared and slow sources, once for each key that
 * campaigns share: for the campaigns that the playbook would start for now. What would expire before the run ends is fetched
 * anew, and is then good until that end. A source that fails is counted and named in the log; nothing of it makes the action
 * fail, since the run asks again itself what is not there.
 */
export const warmSources = defineAction({
  agent: 'ContextAgent',
  action: 'warm_sources',
  effect: 'propose',
  summary: 'Fetches ahead what the next scheduled analyses will ask of shared and slow sources.',
  params: z.object({
    playbook_id: z.string().min(1).max(255).describe('the playbook whose scheduled run is about to begin'),
    starts_in_minutes: z.int().min(1).max(25).default(10).describe('until then it fetches; what is left then is left'),
    lasts_minutes: z
      .int()
      .min(1)
      .max(240)
      .default(60)
      .describe('how long the run takes; until its end answers are good'),
    most: z.int().min(1).max(5000).default(500).describe('no more answers than these are looked after'),
    per_minute: z.int().min(1).max(600).default(30).describe('each source is asked no more often than this'),
  }),
  output: z.object({
    campaigns: counted.describe('the run would start for so many'),
    good_until: z.iso.datetime(),
    ...countsSchema,
    sources: z.array(z.object({ source: z.string(), ...countsSchema })),
  }),
  timeout_seconds: 1800,
  retry: {
    max_attempts: 2,
    initial_interval_seconds: 5,
    backoff_coefficient: 2,
    max_interval_seconds: 30,
    non_retryable: [],
  },
});
