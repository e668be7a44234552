import { and, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { TenantTransaction } from '../connect.ts';
import { deriveId } from '../derive-id.ts';
import { outbox, playbookVersions, triggerEvaluations } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** An answer to "does this playbook start?" as it is stored. */
export type EvaluationRow = typeof triggerEvaluations.$inferSelect;
/** One to store; the tenant and the time of storing fill themselves in. */
export type NewEvaluation = Omit<EvaluationRow, 'tenant_id' | 'evaluated_at'> & { readonly evaluated_at?: Date };

/** The key under which the outbox holds a trigger that fired, until its evaluation is stored with what came of it. */
export function firedKeyOf(evaluation_id: string): string {
  return `trigger_fired/${evaluation_id}`;
}

/**
 * The id of an evaluation: the same playbook, entity and occasion give the same id, so that
 * however often a trigger is looked at there is one evaluation. `occasion` is what the clock of the schedule showed, or
 * the event. `entity` is null for a playbook about nothing in particular.
 */
export function evaluationIdOf(of: {
  readonly tenant_id: string;
  readonly playbook_id: string;
  readonly entity: { readonly type: string; readonly id: string } | null;
  readonly occasion: string;
}): string {
  const { tenant_id, playbook_id, entity, occasion } = of;
  return deriveId('evaluation', tenant_id, playbook_id, entity?.type ?? '', entity?.id ?? '', occasion);
}

/** Stores evaluations. One that is there already stays as it is; gives how many were new. */
export async function insertEvaluations(tx: TenantTransaction, rows: readonly NewEvaluation[]): Promise<number> {
  if (rows.length === 0) return 0;
  const added = await tx
    .insert(triggerEvaluations)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ evaluation_id: triggerEvaluations.evaluation_id });
  return added.length;
}

/** Which of these evaluations have been made: they are stored, or have fired and are about to be. */
export async function findMadeEvaluations(
  tx: TenantTransaction,
  evaluation_ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (evaluation_ids.length === 0) return new Set();
  const stored = await tx
    .select({ evaluation_id: triggerEvaluations.evaluation_id })
    .from(triggerEvaluations)
    .where(inArray(triggerEvaluations.evaluation_id, [...evaluation_ids]));
  const keys = new Map(evaluation_ids.map((id) => [firedKeyOf(id), id]));
  const fired = await tx
    .select({ dedupe_key: outbox.dedupe_key })
    .from(outbox)
    .where(inArray(outbox.dedupe_key, [...keys.keys()]));
  return new Set([
    ...stored.map((row) => row.evaluation_id),
    ...fired.flatMap((row) => keys.get(row.dedupe_key) ?? []),
  ]);
}

/** Evaluations of a playbook, the newest moment first; of one entity, and due at or before a moment, when these are given. */
export async function listEvaluations(
  tx: TenantTransaction,
  filter: {
    readonly playbook_id: string;
    readonly entity_id: string | null;
    readonly at: Date | null;
    readonly limit: number;
    readonly after: KeysetPosition | null;
  },
): Promise<KeysetPage<EvaluationRow & { readonly version: number | null }>> {
  const { due_at, evaluation_id, playbook_id, entity_id } = triggerEvaluations;
  const rows = await tx
    .select({ evaluation: triggerEvaluations, version: playbookVersions.version })
    .from(triggerEvaluations)
    .leftJoin(playbookVersions, eq(playbookVersions.playbook_version_id, triggerEvaluations.playbook_version_id))
    .where(
      and(
        eq(playbook_id, filter.playbook_id),
        filter.entity_id === null ? undefined : eq(entity_id, filter.entity_id),
        filter.at === null ? undefined : lte(due_at, filter.at),
        afterPosition(due_at, evaluation_id, filter.after),
      ),
    )
    .orderBy(newestFirst(due_at, evaluation_id))
    .limit(filter.limit + 1);
  const flat = rows.map(({ evaluation, version }) => ({ ...evaluation, version }));
  return toPage(flat, filter.limit, (row) => ({ at: row.due_at, id: row.evaluation_id }));
}

/** Whether a playbook has fired for this entity and occasion and waits to be started; what `why` says until it is stored. */
export async function isStarting(tx: TenantTransaction, evaluation_id: string): Promise<boolean> {
  const [row] = await tx
    .select({ outbox_id: outbox.outbox_id })
    .from(outbox)
    .where(and(eq(outbox.dedupe_key, firedKeyOf(evaluation_id)), isNull(outbox.done_at)));
  return row !== undefined;
}
