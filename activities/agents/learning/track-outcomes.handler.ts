import { type BoundHandler, bindRun } from '../../../contracts/action-handler.ts';
import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { followedStatuses } from '../../../contracts/recommendation-state.ts';
import { type TenantTransaction, withTenant } from '../../../db/connect.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { metricsThenSchema } from '../../../db/queries/campaign-history.ts';
import {
  listUntracked,
  readPeriodFigures,
  recordTracked,
  recordVainTry,
  type Untracked,
} from '../../../db/queries/outcome-tracking.ts';
import type { HandlerDependencies } from '../../handler-dependencies.ts';
import { trackOutcomes } from './actions.action.ts';
import { outcomeMetrics, type SignedEffect } from './outcome-metrics.ts';

const dayMs = 86_400_000;
/** Days after which a recommendation is judged when it names no other number. */
const usualDays = 3;
/** A measurement that is so late does not come any more: the plain comparison has to do. */
const patienceMs = 14 * dayMs;
/** After so long no data of a window comes any more. */
const longestSearchMs = 60 * dayMs;

type Found = { readonly id: string; readonly metrics: JsonObject; readonly followed: boolean };

/** One recommendation at a time, each in a transaction of its own, so that a long night loses nothing when it is cut short. */
export function createTrackOutcomesHandler(
  deps: Pick<HandlerDependencies, 'database' | 'clock' | 'log'>,
): BoundHandler {
  return bindRun({
    definition: trackOutcomes,
    run: async ({ limit }, { origin, heartbeat, signal }) => {
      const { tenant_id } = origin;
      const now = deps.clock.now();
      const before = new Date(now.getTime() - usualDays * dayMs);
      const due = await withTenant(deps.database, tenant_id, (tx) => listUntracked(tx, { before, now, limit }));
      const counts = { tracked: 0, followed: 0, waiting: 0, given_up: 0 };
      for (const untracked of due) {
        signal.throwIfAborted();
        heartbeat();
        const found = await withTenant(deps.database, tenant_id, (tx) => track(tx, untracked, now));
        if (found === 'waiting') counts.waiting += 1;
        else if (found === 'given_up') counts.given_up += 1;
        else {
          counts.tracked += 1;
          counts.followed += found.followed ? 1 : 0;
          const { success = null, cpa_change_pct = null } = found.metrics;
          deps.log.info(
            { event: 'outcome_tracked', recommendation_id: found.id, success, cpa_change_pct },
            'outcome tracked',
          );
        }
      }
      return counts;
    },
  });
}

async function track(tx: TenantTransaction, untracked: Untracked, now: Date): Promise<Found | 'waiting' | 'given_up'> {
  const { row, currency, timezone, began, outcome } = untracked;
  const { recommendation } = row;
  const days = recommendation.success_criteria.find((each) => each.primary)?.within_days ?? usualDays;
  const first = dayAfter(began, timezone, 1);
  const last = dayAfter(began, timezone, days);
  const seek = (next_try_at: Date | null) => seekLater(tx, untracked, { now, next_try_at });
  // The last day must be over, and a measurement that is under way is waited for.
  if (dayAfter(now, timezone, 0) <= last) return seek(new Date(Date.parse(`${last}T00:00:00Z`) + dayMs));
  const followed = followedStatuses.some((status) => status === row.status);
  const late = now.getTime() - began.getTime() > patienceMs;
  if (followed && outcome !== null && outcome.status !== 'measured' && !late) return seek(null);
  const { campaign_id } = row;
  const after = await readPeriodFigures(tx, { campaign_id, currency, first_day: first, last_day: last });
  if (after.days === 0) return seek(new Date(now.getTime() + Math.min(8, 2 ** row.outcome_tries) * dayMs));
  const before = snapshot(row.context) ?? (await figuresBefore(tx, untracked, days));
  const metrics = outcomeMetrics({
    ...{ recommendation, before, after: comparable(after, days), followed },
    effect: outcome?.status === 'measured' ? effectOf(outcome) : null,
  });
  if (!(await recordTracked(tx, { id: row.id, outcome_metrics: metrics, recorded_at: now }))) return 'waiting';
  await appendAudit(tx, {
    ...{ agent_name: 'LearningAgent', action: 'recommendation.outcome_tracked' },
    ...{ entity_type: 'recommendation', entity_id: row.id, details: metrics },
  });
  return { id: row.id, metrics, followed };
}

/**
 * Looks again later, or gives up: data that has not come two months after the window began does not come any more. Giving up
 * is written down, so that people see why there is no outcome.
 */
async function seekLater(
  tx: TenantTransaction,
  { row, began }: Untracked,
  { now, next_try_at }: { readonly now: Date; readonly next_try_at: Date | null },
): Promise<'waiting' | 'given_up'> {
  if (now.getTime() - began.getTime() <= longestSearchMs) {
    await recordVainTry(tx, { id: row.id, next_try_at, given_up_at: null });
    return 'waiting';
  }
  await recordVainTry(tx, { id: row.id, next_try_at: null, given_up_at: now });
  await appendAudit(tx, {
    ...{ agent_name: 'LearningAgent', action: 'recommendation.outcome_given_up' },
    ...{ entity_type: 'recommendation', entity_id: row.id, details: { tries: row.outcome_tries + 1 } },
  });
  return 'given_up';
}

type Figures = Readonly<Record<string, number | null>>;

/** The figures that the recommendation was made on, as it kept them; null when it kept none. */
function snapshot(context: JsonObject): Figures | null {
  const kept = metricsThenSchema.safeParse(context.campaign_metrics ?? null);
  if (!kept.success || kept.data.cpa === null) return null;
  // Sums of a period of another length say nothing beside sums of this one.
  const { spend, impressions, clicks, conversions, ...ratios } = kept.data;
  return ratios;
}

async function figuresBefore(tx: TenantTransaction, { row, currency, timezone, began }: Untracked, days: number) {
  const period = { first_day: dayAfter(began, timezone, -days), last_day: dayAfter(began, timezone, -1) };
  return comparable(await readPeriodFigures(tx, { campaign_id: row.campaign_id, currency, ...period }), days);
}

/** Sums count only for a period of which every day is there. */
function comparable({ days: found, ...figures }: Figures & { readonly days: number }, days: number): Figures {
  if (found >= days) return figures;
  const { spend, impressions, clicks, conversions, ...ratios } = figures;
  return ratios;
}

function effectOf(outcome: NonNullable<Untracked['outcome']>): SignedEffect {
  const { metric, effect_pct, low_pct, high_pct, verdict, method } = outcome;
  return { metric, effect_pct, low_pct, high_pct, verdict, method };
}

/** The calendar day of the account, so many days after a moment's. */
function dayAfter(moment: Date, timezone: string, days: number): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(moment);
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
