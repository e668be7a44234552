import { z } from 'zod';
import { recommendationRowSchema } from '../recommendations/recommendation-row.ts';
import type { HttpClient } from '../server/http-client.ts';
import { dailyMetricSchema } from './campaign-view.ts';

/** Looking closer at a campaign, and having it analysed. Each throws ServerProblem. */
export function createCampaignActions(http: HttpClient, newKey: () => string) {
  const id = encodeURIComponent;
  return {
    analyze: (campaign_id: string) =>
      http.request('/api/v1/recommendations/analyze', z.object({ execution_id: z.string() }), {
        method: 'POST',
        body: { campaign_id, force_refresh: true },
        headers: { Prefer: 'respond-async', 'Idempotency-Key': newKey() },
      }),
    metrics: async (campaign_id: string, days: number, until: string) => {
      const answer = z.object({ data: z.array(dailyMetricSchema) });
      return (await http.request(`/v2/campaigns/${id(campaign_id)}/metrics?days=${days}&until=${until}`, answer)).data;
    },
    history: async (campaign_id: string) => {
      const answer = z.object({ data: z.array(recommendationRowSchema) });
      return (await http.request(`/api/v1/campaigns/${id(campaign_id)}/history`, answer)).data;
    },
  };
}
