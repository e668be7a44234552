import { z } from 'zod';
import { packSchema } from '../../../contracts/analytics.ts';
import { milestonesSchema } from '../../../contracts/milestones.ts';
import { monthlyReportSchema } from '../../../contracts/monthly-report.ts';
import type { HttpClient } from '../server/http-client.ts';
import { analyticsViewSchema, openFeedbackSchema } from './analytics-view.ts';

/** Reading how good the agent is, and closing the loop of feedback. Each throws ServerProblem. */
export function createAnalyticsActions(http: HttpClient) {
  return {
    figures: (days: number) => http.request(`/v2/analytics/recommendations?days=${days}`, analyticsViewSchema),
    openFeedback: async () => (await http.request('/v2/feedback?limit=200', openFeedbackSchema)).data,
    /** Says in which version of engine or prompt a piece of feedback was dealt with. */
    takeUp: (feedback_id: string, version: string) =>
      http.request(`/v2/feedback/${encodeURIComponent(feedback_id)}/take-up`, z.unknown(), {
        ...{ method: 'POST', body: { version } },
      }),
    monthly: (month: string) => http.request(`/v2/analytics/monthly?month=${month}`, monthlyReportSchema),
    milestones: () => http.request('/v2/analytics/milestones', milestonesSchema),
    pack: (kind: 'monday' | 'friday') => http.request(`/v2/analytics/packs?kind=${kind}`, packSchema),
  };
}
