import { and, eq, isNotNull, isNull, lte, ne, notExists, sql } from 'drizzle-orm';
import { areInConflict } from '../../contracts/lever.ts';
import { nextStatus } from '../../contracts/recommendation-state.ts';
import type { Reach } from '../../contracts/rollout.ts';
import type { TenantTransaction } from '../connect.ts';
import { approvals, executions, recommendations } from '../schema/index.ts';
import { readAgentSettings, readReach } from './agent-settings.ts';

const hourMs = 3_600_000;
const pending = eq(recommendations.status, 'pending');

/** What a new recommendation did to the others, and how it stands among them. */
export type BegunRecommendation = {
  readonly superseded: number;
  readonly conflicts_with: readonly string[];
  readonly priority: number | null;
  readonly expires_at: Date;
  readonly reach: Reach;
};

/**
 * Begins the life of a recommendation that was just stored: when it expires, how urgent it is, which older ones of the same
 * playbook on the same campaign it replaces, and which open ones of others it contradicts (they learn of it too). One that
 * reaches nobody is in shadow and does nothing to the others. Null when there is no such recommendation. May be repeated.
 */
export async function beginRecommendation(
  tx: TenantTransaction,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<BegunRecommendation | null> {
  const [row] = await tx
    .select({ recommendation: recommendations, playbook_id: executions.playbook_id })
    .from(recommendations)
    .innerJoin(executions, eq(executions.execution_id, recommendations.execution_id))
    .where(eq(recommendations.id, id));
  if (row === undefined) return null;
  const { recommendation, playbook_id } = row;
  const { recommendation_expires_hours } = await readAgentSettings(tx);
  const { reach } = await readReach(tx, recommendation.campaign_id);
  const expires_at = new Date(now.getTime() + recommendation_expires_hours * hourMs);
  const priority = priorityOf(recommendation);
  const shadow = recommendation.mode === 'shadow' || reach.kind === 'nobody';
  const superseded = shadow ? 0 : await supersede(tx, recommendation, playbook_id);
  const conflicts_with = shadow ? [] : await markConflicts(tx, recommendation);
  await tx
    .update(recommendations)
    .set({ expires_at, priority, conflicts_with, ...(shadow ? { mode: 'shadow' as const } : {}) })
    .where(eq(recommendations.id, id));
  return { superseded, conflicts_with, priority, expires_at, reach };
}

type Row = typeof recommendations.$inferSelect;

/** What waiting costs a day, in minor units, times how sure it is; null when the cost cannot be told. */
function priorityOf({ recommendation, confidence }: Row): number | null {
  const cost = recommendation.daily_cost_of_waiting_minor;
  return cost === null || cost === undefined ? null : cost * confidence;
}

async function supersede(tx: TenantTransaction, by: Row, playbook_id: string): Promise<number> {
  const status = nextStatus('pending', 'supersede') ?? 'superseded';
  const superseded_reason = `A newer look at the campaign recommends ${by.recommended_workflow}: ${by.specific_action}`;
  const ofPlaybook = tx
    .select({ one: sql`1` })
    .from(executions)
    .where(and(eq(executions.execution_id, recommendations.execution_id), eq(executions.playbook_id, playbook_id)));
  const replaced = await tx
    .update(recommendations)
    .set({ status, superseded_by: by.id, superseded_reason })
    .where(
      and(
        ...[eq(recommendations.campaign_id, by.campaign_id), ne(recommendations.id, by.id), pending],
        ...[isNull(recommendations.human_decision), ne(recommendations.mode, 'shadow'), sql`exists ${ofPlaybook}`],
        lte(recommendations.generated_at, by.generated_at),
      ),
    )
    .returning({ id: recommendations.id });
  return replaced.length;
}

/** Open recommendations that pull the same lever, each told of the other. */
async function markConflicts(tx: TenantTransaction, own: Row): Promise<string[]> {
  const open = await tx
    .select({ id: recommendations.id, campaign_id: recommendations.campaign_id, action: recommendations.action })
    .from(recommendations)
    .where(and(pending, ne(recommendations.id, own.id), ne(recommendations.mode, 'shadow')));
  const conflicting = open.filter((each) => areInConflict(own, each)).map((each) => each.id);
  for (const id of conflicting)
    await tx
      .update(recommendations)
      .set({
        conflicts_with: sql`array_append(array_remove(${recommendations.conflicts_with}, ${own.id}::uuid), ${own.id}::uuid)`,
      })
      .where(eq(recommendations.id, id));
  return conflicting;
}

/**
 * Ends recommendations whose time is over and on which nobody is asked any more; what people are still asked about ends
 * with their approval. Gives the ids, oldest first.
 */
export async function expireRecommendations(tx: TenantTransaction, now: Date): Promise<readonly string[]> {
  const status = nextStatus('pending', 'expire') ?? 'expired';
  const asked = tx
    .select({ one: sql`1` })
    .from(approvals)
    .where(
      and(
        eq(approvals.execution_id, recommendations.execution_id),
        sql`${approvals.status} in ('pending', 'undo_window')`,
      ),
    );
  const ended = await tx
    .update(recommendations)
    .set({ status })
    .where(and(pending, isNotNull(recommendations.expires_at), lte(recommendations.expires_at, now), notExists(asked)))
    .returning({ id: recommendations.id, at: recommendations.expires_at });
  return ended.sort((one, other) => Number(one.at) - Number(other.at)).map((each) => each.id);
}

/** Ends the recommendation behind an approval that nobody answered in time. */
export async function expireRecommendationOf(tx: TenantTransaction, approval_id: string): Promise<void> {
  const status = nextStatus('pending', 'expire') ?? 'expired';
  await tx
    .update(recommendations)
    .set({ status })
    .where(and(eq(recommendations.approval_id, approval_id), pending));
}
