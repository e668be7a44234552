import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { CallOrigin } from '../../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import type { CampaignContext } from '../../../contracts/reasoning/campaign-context.ts';
import type { Recommendation } from '../../../contracts/recommendation.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { recordAgentExecution } from '../../../db/queries/agent-executions.ts';
import { showAgentExecutionRow } from '../../../db/queries/agent-executions-list.ts';
import { readAgentSettings } from '../../../db/queries/agent-settings.ts';
import { announceRecommendation } from '../../../db/queries/announce-recommendation.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { type BegunRecommendation, beginRecommendation } from '../../../db/queries/recommendation-lifecycle.ts';
import { insertRecommendation } from '../../../db/queries/recommendations.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { endedState } from './ended-state.ts';
import { recordRecommendation } from './record-recommendation.action.ts';

/** Under this confidence a person’s own judgement is needed (requirement VAL-2). */
const validConfidence = 0.6;

/**
 * Stores in one transaction: the recommendation, what it replaces, the run of the agent, and the line in the audit log. One
 * that did not pass its checks is stored like any other, with the reasons.
 */
export function createRecordRecommendationHandler(
  deps: Pick<HandlerDependencies, 'database' | 'clock' | 'channels'>,
): BoundHandler {
  return bindRun({
    definition: recordRecommendation,
    run: async ({ campaign_id, recommendation, context, metrics }, { origin, log }) => {
      const { execution_id, tenant_id } = origin;
      const generated_at = deps.clock.now();
      const validation_passed = recommendation.validation?.passed ?? recommendation.confidence >= validConfidence;
      const recorded = await withTenant(deps.database, tenant_id, async (tx) => {
        const { id, created } = await insertRecommendation(tx, {
          ...{ campaign_id, execution_id, recommendation, validation_passed, generated_at },
          context: asJson(context ?? { metrics: metrics ?? null }),
          mode: origin.mode === 'live' ? 'propose' : 'shadow',
        });
        const begun = created ? await beginRecommendation(tx, { id, now: generated_at }) : null;
        const superseded = begun?.superseded ?? 0;
        if (created) {
          await appendAudit(tx, auditEntry(id, { campaign_id, execution_id, recommendation, superseded }));
          if (recommendation.action.kind === 'none') await tell(tx, deps.channels, { origin, id, begun });
          await recordRun(tx, {
            ...{ campaign_id, execution_id, id, recommendation, context: context ?? null, ended_at: generated_at },
          });
        }
        const ran = created ? await showAgentExecutionRow(tx, execution_id) : null;
        return { id, created, superseded, ran };
      });
      if (recorded.created) {
        const fields = { campaign_id, workflow: recommendation.recommended_workflow };
        const { confidence, degraded } = recommendation;
        const by = { user_id: origin.requested_by.user_id, recommendation_id: recorded.id };
        const cost = {
          duration_ms: recorded.ran?.total_duration_ms ?? null,
          llm_tokens: recorded.ran?.total_tokens ?? 0,
        };
        log.info(
          { event: 'recommendation_generated', ...fields, confidence, degraded, ...by, ...cost },
          'recommendation_generated',
        );
      }
      return {
        recommendation_id: recorded.id,
        recommended_workflow: recommendation.recommended_workflow,
        root_cause: recommendation.root_cause,
        confidence: recommendation.confidence,
        ...{ validation_passed, superseded: recorded.superseded },
      };
    },
  });
}

/** What changes nothing asks nobody, so that people hear of it only this way, where a channel is there and the tenant wants it. */
async function tell(
  tx: TenantTransaction,
  channels: HandlerDependencies['channels'],
  about: { readonly origin: CallOrigin; readonly id: string; readonly begun: BegunRecommendation | null },
): Promise<void> {
  const { origin, id, begun } = about;
  if (channels === undefined || (channels.slack === null && channels.email === null)) return;
  if (origin.mode !== 'live' || begun === null || begun.reach.kind === 'nobody') return;
  if (!(await readAgentSettings(tx)).notify_each) return;
  await announceRecommendation(tx, { tenant_id: origin.tenant_id, recommendation_id: id, moment: 'recommended' });
}

type Recorded = {
  readonly campaign_id: string;
  readonly execution_id: string;
  readonly recommendation: Recommendation;
};

function auditEntry(id: string, { superseded, ...made }: Recorded & { readonly superseded: number }) {
  const { root_cause, action, confidence, model_version, prompt_version, degraded } = made.recommendation;
  return {
    agent_name: 'CampaignHealthAgent',
    action: 'recommendation.recorded',
    entity_type: 'campaign',
    entity_id: made.campaign_id,
    details: {
      ...{ recommendation_id: id, execution_id: made.execution_id, root_cause, action: action.kind, confidence },
      ...{ superseded, model_version, prompt_version, degraded },
    },
  };
}

/** What the agent knew at the end. */
async function recordRun(
  tx: TenantTransaction,
  run: Recorded & { readonly id: string; readonly context: CampaignContext | null; readonly ended_at: Date },
): Promise<void> {
  const { recommendation, context, campaign_id, execution_id, id, ended_at } = run;
  await recordAgentExecution(tx, {
    ...{ campaign_id, execution_id, recommendation_id: id, status: 'success', error_message: null, ended_at },
    state: endedState({ campaign_id, context, recommendation }),
  });
}

function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
