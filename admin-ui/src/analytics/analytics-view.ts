import { z } from 'zod';
import {
  analyticsCountsSchema,
  analyticsFiguresSchema,
  type packItemSchema,
  type packSchema,
  targetStandingSchema,
} from '../../../contracts/analytics.ts';
import { feedbackSchema } from '../../../contracts/feedback.ts';
import type { Milestone } from '../../../contracts/milestones.ts';
import type { monthlyReportSchema } from '../../../contracts/monthly-report.ts';

const countsSchema = analyticsCountsSchema.extend({ key: z.string() });
/** Counts of one day, or of one workflow. */
export type CountsView = z.infer<typeof countsSchema>;

/** How good the agent is: figures beside their targets, against the period before, by day and by workflow. */
export const analyticsViewSchema = z.object({
  since: z.string(),
  until: z.string(),
  figures: analyticsFiguresSchema,
  before: analyticsFiguresSchema,
  targets: z.array(targetStandingSchema),
  by_day: z.array(countsSchema),
  by_workflow: z.array(countsSchema),
});
/** How good the agent is. */
export type AnalyticsView = z.infer<typeof analyticsViewSchema>;

/** Feedback that nothing has dealt with yet. */
export const openFeedbackSchema = z.object({ data: z.array(feedbackSchema) });
/** One piece of feedback. */
export type FeedbackEntry = z.infer<typeof feedbackSchema>;

/** What a month brought. */
export type MonthlyView = z.infer<typeof monthlyReportSchema>;
/** A line of the checklist. */
export type MilestoneView = Milestone;

/** A target beside what was reached. */
export type TargetView = AnalyticsView['targets'][number];
/** What the team looks at together. */
export type PackView = z.infer<typeof packSchema>;
/** A recommendation on a list of a pack. */
export type PackItem = z.infer<typeof packItemSchema>;
