import { packSchema } from '../../../contracts/analytics.ts';
import type { HttpClient } from '../server/http-client.ts';
import { analyticsViewSchema } from './analytics-view.ts';

/** Reading how good the agent is. Each throws ServerProblem. */
export function createAnalyticsActions(http: HttpClient) {
  return {
    figures: (days: number) => http.request(`/v2/analytics/recommendations?days=${days}`, analyticsViewSchema),
    pack: (kind: 'monday' | 'friday') => http.request(`/v2/analytics/packs?kind=${kind}`, packSchema),
  };
}
