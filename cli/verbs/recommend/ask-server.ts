import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type CampaignContext, campaignContextSchema } from '../../../contracts/reasoning/campaign-context.ts';
import { type Recommendation, recommendationSchema } from '../../../contracts/recommendation.ts';
import type { ApiClient } from '../../api-client.ts';
import { CommandFailure } from '../../exit.ts';
import type { Terminal } from '../../terminal.ts';
import { waitForExecution } from '../wait-for-execution.ts';

const analysisSchema = z.object({
  status: z.enum(['generated', 'cached']),
  recommendation: z.object({ recommendation: recommendationSchema }),
});
const startedSchema = z.object({ execution_id: z.string() });

/** What a person may want different from the usual. */
export type Wishes = {
  readonly force_refresh: boolean;
  readonly prompt_version?: string | undefined;
  readonly model?: string | undefined;
};

/** Has a campaign analysed, or gets the recent recommendation that serves. */
export async function analyzeCampaign(
  api: ApiClient,
  campaign_id: string,
  { force_refresh, prompt_version, model }: Wishes,
): Promise<Recommendation> {
  const body = {
    ...{ campaign_id, force_refresh },
    ...(prompt_version === undefined ? {} : { prompt_version }),
    ...(model === undefined ? {} : { model }),
  };
  const answer = await api.post('/api/v1/recommendations/analyze', body, analysisSchema);
  return answer.recommendation.recommendation;
}

/** Has the server reason about a context, with its models and the record of its outcomes. */
export async function recommendForContext(
  api: ApiClient,
  terminal: Terminal,
  context: CampaignContext,
  { prompt_version, model, force_refresh }: Wishes,
): Promise<Recommendation> {
  const params = { context, prompt_version: prompt_version ?? null, model: model ?? null, refresh: force_refresh };
  return recommendationSchema.parse(
    await runAction(api, terminal, 'CampaignHealthAgent.recommend_for_context', params),
  );
}

/** Collects the context of a campaign without reasoning about it. */
export async function collectContext(
  api: ApiClient,
  terminal: Terminal,
  campaign_id: string,
  force_refresh: boolean,
): Promise<CampaignContext> {
  const params = { campaign_id, force_refresh };
  return campaignContextSchema.parse(await runAction(api, terminal, 'ContextAgent.collect_context', params));
}

async function runAction(api: ApiClient, terminal: Terminal, id: string, params: object): Promise<unknown> {
  const path = `/v2/actions/${id}/run`;
  const started = await api.post(path, { params }, startedSchema, { 'idempotency-key': randomUUID() });
  const execution = await waitForExecution(api, terminal, started.execution_id);
  const { status, error_code, error_message } = execution;
  if (status !== 'completed')
    throw new CommandFailure(`${error_code ?? status}: ${error_message ?? 'It did not complete.'}`);
  return execution.steps.find((step) => step.step_id === 'run')?.output ?? null;
}
