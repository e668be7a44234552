import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { scenarioSchema, unmetConditionSchema } from '../../../contracts/autonomy.ts';

const agent = 'LearningAgent';
const limit = z.int().min(1).max(5_000).default(500);

/** Ends recommendations that nobody answered in time and nobody is asked about any more. */
export const expireRecommendations = defineAction({
  ...{ agent, action: 'expire_recommendations', effect: 'propose' },
  summary: 'Ends recommendations whose time is over.',
  params: z.object({}),
  output: z.object({ expired: z.int() }),
  timeout_seconds: 60,
});

/**
 * Compares recommendations with what came, when their window is over: with the snapshot they were made on, and with the
 * measurement of the change where there is one. Rejected ones and those in shadow too, so that false alarms can be counted.
 */
export const trackOutcomes = defineAction({
  ...{ agent, action: 'track_outcomes', effect: 'propose' },
  summary: 'Compares recommendations with what came of them, followed or not.',
  params: z.object({ limit }),
  output: z.object({
    tracked: z.int(),
    followed: z.int(),
    waiting: z
      .int()
      .describe('whose window or measurement is not over yet, or of which there is no data; tried again later'),
    given_up: z.int().default(0).describe('of which no data came in two months'),
  }),
  timeout_seconds: 300,
  heartbeat_seconds: 30,
});

/** Turns decided cases with a measurable outcome into candidates for the golden set, for an expert to look at. */
export const collectCandidates = defineAction({
  ...{ agent, action: 'collect_candidates', effect: 'propose' },
  summary: 'Collects decided cases with an outcome as candidates for the golden set.',
  params: z.object({
    since: z.iso.datetime().nullish().describe('decided from then on; the last 90 days when left out'),
    until: z.iso.datetime().nullish(),
    limit,
  }),
  output: z.object({
    collected: z.int(),
    left_out: z.int().describe('whose context was not kept in the form that the golden set needs'),
  }),
  timeout_seconds: 300,
  heartbeat_seconds: 30,
});

/** Fits the curve from raw to calibrated confidence on the tenant's own measured outcomes, if there are enough. */
export const fitConfidence = defineAction({
  ...{ agent, action: 'fit_calibration', effect: 'propose' },
  summary: 'Fits the calibration of confidence on measured outcomes.',
  params: z.object({ newest: z.int().min(40).max(10_000).default(2_000) }),
  output: z.object({
    fitted: z.boolean().describe('false when there are too few cases; then the shipped curve holds'),
    cases: z.int(),
    ece_before: z.number().nullable(),
    ece_after: z.number().nullable(),
  }),
  timeout_seconds: 60,
});

/** Ends every permission to decide without asking whose record no longer holds, and tells people. */
export const reviewAutonomy = defineAction({
  ...{ agent, action: 'review_autonomy', effect: 'propose' },
  summary: 'Takes autonomy back where the rule no longer holds.',
  params: z.object({}),
  output: z.object({
    kept: z.int(),
    ended: z.array(scenarioSchema.extend({ grant_id: z.uuid(), unmet: z.array(unmetConditionSchema) })),
    title: z.string(),
    text: z.string().describe('one line for each that ended'),
  }),
  timeout_seconds: 60,
});
