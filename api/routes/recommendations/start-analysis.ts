import { randomUUID } from 'node:crypto';
import { CodedError } from '../../../contracts/errors/index.ts';
import { deriveId } from '../../../db/derive-id.ts';
import {
  findRecommendation,
  findUndecidedRecommendation,
  type RecommendationRow,
} from '../../../db/queries/recommendations-list.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { type StartRequest, startExecution } from '../../executions/start-execution.ts';
import type { CallerPart } from '../../operation/operation.ts';
import { campaignOrRefuse } from '../campaigns/find-or-refuse.ts';
import { executionOrRefuse } from '../executions/find-or-refuse.ts';
import { isHidden } from './in-sight.ts';

/** How long an undecided recommendation serves whoever asks again. */
export const cachedForMs = 24 * 3_600_000;

/** An analysis that somebody wants. `key` makes a repeated request the same analysis; null makes each one new. */
export type WantedAnalysis = {
  readonly campaign_id: string;
  readonly force_refresh: boolean;
  readonly prompt_version?: string | undefined;
  readonly model?: string | undefined;
  readonly batch_id?: string | undefined;
  readonly key: string | null;
};

/** A recent recommendation that serves, or the execution that will make one under its own id. */
export type Analysis =
  | { readonly status: 'cached'; readonly campaign_id: string; readonly recommendation: RecommendationRow }
  | {
      readonly status: 'started';
      readonly campaign_id: string;
      readonly execution_id: string;
      readonly workflow_id: string;
    };

/**
 * Finds an undecided recommendation of the last 24 hours, or has the campaign analysed. Whoever forces a refresh, or wants a
 * certain prompt or model, gets a new analysis. Throws CAMPAIGN_NOT_FOUND, FORBIDDEN for a campaign in the internal beta
 * that this person takes no part in, and what starting an execution throws.
 */
export async function findOrStartAnalysis(
  deps: Pick<ApiDependencies, 'relay' | 'log' | 'now'>,
  caller: CallerPart,
  wanted: WantedAnalysis,
): Promise<Analysis> {
  const { principal, inTenant } = caller;
  const { force_refresh, prompt_version, model, batch_id, key } = wanted;
  deps.log.info(
    { event: 'analyze_campaign_requested', campaign_id: wanted.campaign_id, user: principal.user_id, force_refresh },
    'analyze_campaign_requested',
  );
  const since = new Date(deps.now().getTime() - cachedForMs);
  const anew = force_refresh || prompt_version !== undefined || model !== undefined;
  const { campaign_id, recent } = await inTenant(async (tx) => {
    const found = await campaignOrRefuse(tx, wanted.campaign_id);
    if (await isHidden(tx, principal, found.campaign_id)) {
      const { campaign_id } = found;
      throw new CodedError('FORBIDDEN', 'The agent is in the internal beta for this campaign.', { campaign_id });
    }
    const known = anew ? null : await findUndecidedRecommendation(tx, found.campaign_id, since);
    return { campaign_id: found.campaign_id, recent: known };
  });
  if (recent !== null) {
    deps.log.info(
      { event: 'returning_cached_recommendation', campaign_id, recommendation_id: recent.id },
      'returning_cached_recommendation',
    );
    return { status: 'cached', campaign_id, recommendation: recent };
  }
  const started = await startOrJoin(deps, caller, anew, since, {
    execution_id: key === null ? randomUUID() : deriveId('execution', principal.tenant_id, principal.user_id, key),
    playbook: 'campaign-health',
    inputs: {
      campaign_id,
      ...(force_refresh ? { force_refresh } : {}),
      ...(prompt_version === undefined ? {} : { prompt_version }),
      ...(model === undefined ? {} : { model }),
      ...(batch_id === undefined ? {} : { batch_id }),
    },
    mode: 'live',
    undo_of: null,
    // Of a batch nobody waits for a single one.
    background: batch_id !== undefined,
  });
  const { execution_id, workflow_id } = started;
  return { status: 'started', campaign_id, execution_id, workflow_id };
}

/**
 * Unless a fresh analysis is wanted, one that is already under way for the campaign serves this caller too. One that has
 * already made its recommendation, which is then decided or old, gives way to a new one.
 */
async function startOrJoin(
  deps: Pick<ApiDependencies, 'relay'>,
  caller: CallerPart,
  anew: boolean,
  since: Date,
  request: StartRequest,
): Promise<{ readonly execution_id: string; readonly workflow_id: string }> {
  if (anew) return startExecution(deps, caller, request);
  try {
    return await startExecution(deps, caller, { ...request, on_conflict: 'skip' });
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'EXECUTION_CONFLICT') throw error;
    const { execution_id } = error.details;
    if (typeof execution_id !== 'string') throw error;
    const made = await caller.inTenant((tx) => findRecommendation(tx, { execution_id }));
    const spent = made !== null && (made.human_decision !== null || made.generated_at < since);
    if (spent) return startExecution(deps, caller, request);
    return caller.inTenant((tx) => executionOrRefuse(tx, execution_id));
  }
}
