import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { CallOrigin } from '../../../contracts/activity-envelope.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import {
  listChangesOfCampaign,
  listChangesOfExecution,
  type OutcomeContext,
  type OwnChange,
  readOutcomeContext,
} from '../../../db/queries/outcome-facts.ts';
import { noteOutcomeEvidence, recordOutcome } from '../../../db/queries/outcomes.ts';
import { recordRecommendationOutcome } from '../../../db/queries/recommendations.ts';
import type { OutcomeReader } from '../../ad-platforms/outcome-reader.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { measureOutcome } from './measure-outcome.action.ts';
import { conclude, type Wanted } from './outcome/conclude.ts';
import { confoundedBy, otherOwnChanges, takenBackAt } from './outcome/confounders.ts';
import { type ReadEffect, readEffect } from './outcome/effect-of.ts';
import { type KeptEvidence, keptEvidenceSchema, type Look } from './outcome/evidence.ts';
import { lookAround } from './outcome/look-around.ts';
import { fillingDays, type MeasuredWindow, measuredWindow } from './outcome/measured-window.ts';
import { proposeRollback } from './outcome/propose-rollback.ts';
import { recommendationOutcome } from './outcome/recommendation-outcome.ts';

type Dependencies = Pick<HandlerDependencies, 'database' | 'clock'> & { readonly reader: OutcomeReader };
/** Everything that is known of an outcome before its days are read. */
type Opened = {
  readonly context: OutcomeContext;
  readonly timezone: string;
  readonly window: MeasuredWindow;
  readonly kept: KeptEvidence;
};

/**
 * Measures an outcome once: who else changed what is looked up when the window is over, the days are read from the platform
 * after its conversion lag, and what was found is written with the verdict, the recommendation and, if a promise failed, the
 * question whether to take the change back, all in one transaction. What was measured is never measured anew. Throws
 * NOT_FOUND for an outcome that this tenant does not have, and what the platform throws.
 */
export function createMeasureOutcomeHandler(deps: Dependencies): BoundHandler {
  return bindRun({
    definition: measureOutcome,
    run: async ({ outcome_id }, { origin, heartbeat }) => {
      const { tenant_id } = origin;
      const opened = await withTenant(deps.database, tenant_id, (tx) => open(tx, outcome_id));
      const { context, window, timezone, kept } = opened;
      const { outcome } = context;
      if (outcome.status === 'measured') return said(outcome);
      const now = deps.clock.now();
      const parts = { ...deps, heartbeat, now };
      const look = kept.look ?? (await lookAround(parts, tenant_id, context, window, timezone));
      if (now < outcome.measure_at) {
        const evidence = { ...outcome.evidence, look };
        await withTenant(deps.database, tenant_id, (tx) => noteOutcomeEvidence(tx, outcome_id, evidence));
        return { ...said(outcome), again_at: outcome.measure_at.toISOString() };
      }
      const lag = kept.planned?.conversion_lag_days ?? 0;
      const { settled_until, filling } = fillingDays(window, lag, now, timezone);
      const read = await readEffect(parts, tenant_id, context, window, { left_alone: look.left_alone, settled_until });
      const left_out = { filling, conversion_lag_days: lag };
      return withTenant(deps.database, tenant_id, (tx) => record(tx, { opened, look, read, left_out, now, origin }));
    },
  });
}

async function open(tx: TenantTransaction, outcome_id: string): Promise<Opened> {
  const context = await readOutcomeContext(tx, outcome_id);
  if (context === null) throw new CodedError('NOT_FOUND', `There is no outcome ${outcome_id}.`, { outcome_id });
  const { outcome, timezone } = context;
  const { campaign_id, execution_id, change_set_id } = outcome;
  if (timezone === null)
    throw new CodedError('CAMPAIGN_NOT_FOUND', `There is no campaign ${campaign_id}.`, { campaign_id });
  const kept = keptEvidenceSchema.parse(outcome.evidence ?? {});
  const changes = await listChangesOfExecution(tx, { execution_id, campaign_id });
  const measured = changes.filter((each) => change_set_id === null || each.change_set_id === change_set_id);
  const planned = kept.planned === null ? [] : [new Date(kept.planned.applied_at)];
  const applied = measured.length === 0 ? planned : measured.map((each) => each.applied_at);
  return { context, timezone, kept, window: measuredWindow(outcome, applied, timezone) };
}

type Found = {
  readonly opened: Opened;
  readonly look: Look;
  readonly read: ReadEffect;
  readonly left_out: { readonly filling: readonly string[]; readonly conversion_lag_days: number };
  readonly now: Date;
  readonly origin: CallOrigin;
};

async function record(tx: TenantTransaction, found: Found) {
  const { opened, look, read, now } = found;
  const { context, window, timezone } = opened;
  const { outcome } = context;
  const since = new Date(Date.parse(`${window.first_day}T00:00:00Z`) - 86_400_000);
  const until = new Date(Date.parse(`${window.last_day}T00:00:00Z`) + 2 * 86_400_000);
  const own = await listChangesOfCampaign(tx, { campaign_id: outcome.campaign_id, since, until });
  const others = [...otherOwnChanges(own, outcome, window, timezone), ...look.people];
  const conclusion = conclude(read.effect, wantedOf(context), disturbance(own, others, opened));
  const { verdict, reason, promise_kept } = conclusion;
  const { before, after, counterfactual, effect_pct, low_pct, high_pct, method } = read.effect;
  const figures = { before, after, counterfactual, effect_pct, low_pct, high_pct, method };
  const rollback = conclusion.should_be_taken_back
    ? await proposeRollback(tx, { context, figures, origin: found.origin })
    : null;
  const evidence: JsonObject = JSON.parse(
    JSON.stringify({
      ...{ ...outcome.evidence, look, window, reason, others, estimate: read.effect.evidence, rollback },
      ...{ source: read.source, unreadable_controls: read.unreadable, days_still_filling: found.left_out.filling },
    }),
  );
  const rollback_execution_id = rollback?.execution_id ?? null;
  const { interval_level } = outcome;
  const measured = { ...figures, interval_level, verdict, evidence, promise_kept, rollback_execution_id };
  if (!(await recordOutcome(tx, outcome.outcome_id, { ...measured, measured_at: now }))) {
    const again = await readOutcomeContext(tx, outcome.outcome_id);
    return said(again?.outcome ?? outcome);
  }
  if (outcome.recommendation_id !== null)
    await recordRecommendationOutcome(tx, {
      id: outcome.recommendation_id,
      outcome_metrics: recommendationOutcome(outcome, read.effect, verdict),
      recorded_at: now,
    });
  return said({ ...outcome, ...measured, status: 'measured' });
}

/** What the change was for; the promise of the playbook says the smallest effect when the outcome is about its metric. */
function wantedOf({ outcome, plan }: OutcomeContext): Wanted {
  const direction = outcome.direction === 'increase' ? 'increase' : 'decrease';
  const promise = plan?.outcome ?? null;
  const promised = promise !== null && promise.metric === outcome.metric && promise.direction === direction;
  const least = promised ? promise.minimum_effect_pct : 0;
  return { direction, promised, minimum_effect_pct: Math.max(outcome.minimum_effect_pct, least) };
}

function disturbance(own: readonly OwnChange[], others: Parameters<typeof confoundedBy>[0], opened: Opened) {
  const { context, window, timezone } = opened;
  const undone = takenBackAt(own, context.outcome, window, timezone);
  if (undone !== null) return `taken back on ${undone.toISOString().slice(0, 10)}, before the window was over`;
  return others.length === 0 ? null : confoundedBy(others);
}

const reasonOf = (evidence: JsonObject | null) => (typeof evidence?.reason === 'string' ? evidence.reason : null);
const verdicts = ['positive', 'negative', 'inconclusive'] as const;

/** What the action answers, from the row alone, so that asking again gives the same. */
function said(outcome: OutcomeContext['outcome']) {
  const { outcome_id, effect_pct, low_pct, high_pct, before, after, counterfactual } = outcome;
  const { promise_kept, rollback_execution_id } = outcome;
  return {
    ...{
      outcome_id,
      again_at: null,
      verdict: verdicts.find((each) => each === outcome.verdict) ?? null,
      reason: reasonOf(outcome.evidence),
    },
    ...{ effect_pct, low_pct, high_pct, before, after, counterfactual, promise_kept, rollback_execution_id },
    method: outcome.method ?? 'not measured yet',
  };
}
