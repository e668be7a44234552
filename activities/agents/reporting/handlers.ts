import type { BoundHandler } from '../../../contracts/action-handler.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { createReviewOutcomesHandler } from './review-outcomes.handler.ts';
import { createSummariseWeekHandler } from './summarise-week.handler.ts';

/** The handlers of ReportingAgent. */
export function createReportingHandlers(deps: Pick<HandlerDependencies, 'database' | 'clock'>): BoundHandler[] {
  return [createSummariseWeekHandler(deps), createReviewOutcomesHandler(deps)];
}
