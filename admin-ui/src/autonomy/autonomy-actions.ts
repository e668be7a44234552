import { z } from 'zod';
import type { Scenario } from '../../../contracts/autonomy.ts';
import type { AgentSettings, RolloutStage } from '../../../contracts/rollout.ts';
import type { HttpClient } from '../server/http-client.ts';
import { grantsViewSchema, scenariosViewSchema, settingsViewSchema, simulationViewSchema } from './autonomy-view.ts';

/** What the agent may do by itself, and how far it is let out. Each throws ServerProblem. */
export function createAutonomyActions(http: HttpClient, newKey: () => string) {
  const id = encodeURIComponent;
  const post = (body: object) => ({ method: 'POST' as const, body });
  return {
    scenarios: () => http.request('/v2/autonomy/scenarios', scenariosViewSchema),
    grants: () => http.request('/v2/autonomy/grants', grantsViewSchema),
    simulate: ({ playbook_id, workflow_type, risk_level, ad_account_id }: Scenario, days: number) => {
      const query = new URLSearchParams({ playbook_id, workflow_type, risk_level, days: String(days) });
      if (ad_account_id !== null) query.set('ad_account_id', ad_account_id);
      return http.request(`/v2/autonomy/simulation?${query}`, simulationViewSchema);
    },
    switchOn: ({ playbook_id, workflow_type, risk_level, ad_account_id }: Scenario) =>
      http.request('/v2/autonomy/grants', z.unknown(), {
        ...post({ playbook_id, workflow_type, risk_level, ad_account_id }),
        headers: { 'Idempotency-Key': newKey() },
      }),
    switchOff: (grant_id: string, reason: string) =>
      http.request(`/v2/autonomy/grants/${id(grant_id)}/end`, z.unknown(), post({ reason })),
    settings: () => http.request('/v2/agent-settings', settingsViewSchema),
    changeSettings: (changed: Partial<AgentSettings>) =>
      http.request('/v2/agent-settings', settingsViewSchema, post(changed)),
    /** Null lets the campaign follow the tenant again. */
    changeCampaign: (
      campaign_id: string,
      own: { readonly rollout_stage: RolloutStage | null; readonly autonomy: 'shadow' | 'propose' | 'auto' | null },
    ) =>
      http.request(
        `/v2/campaigns/${id(campaign_id)}/rollout`,
        z.object({ rollout_stage: z.string(), reaches: z.string() }),
        post(own),
      ),
  };
}
