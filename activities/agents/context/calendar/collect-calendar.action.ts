import { z } from 'zod';
import { defineAction } from '../../../../contracts/action.ts';
import { calendarEventSchema } from '../../../../contracts/reasoning/campaign-past.ts';
import { collectorAnswerSchema, collectorParamsSchema, collectorRun } from '../collector/collector-answer.ts';

/**
 * Entered events and computed holidays that touch the two compared weeks. Throws CAMPAIGN_NOT_FOUND;
 * every fault of a source stands in the report instead.
 */
export const collectCalendar = defineAction({
  agent: 'ContextAgent',
  action: 'collect_calendar',
  effect: 'read',
  summary: 'Collects holidays, sales and other events around the looked-at days.',
  params: collectorParamsSchema,
  output: collectorAnswerSchema(z.array(calendarEventSchema)),
  ...collectorRun,
});
