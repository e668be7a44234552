import { and, asc, eq, gte, inArray, isNotNull, sql } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import type { ChangeSet, GuardrailFacts } from '../../contracts/change-set.ts';
import type { TenantTransaction } from '../connect.ts';
import { approvals, changeSets, executions } from '../schema/index.ts';

/** A change of the past with what was known about it. `facts` is null where nobody was asked, because then none are kept. */
export type PastChangeRow = {
  readonly execution_id: string;
  readonly step_id: string;
  readonly campaign_id: string | null;
  readonly at: Date;
  readonly status: string;
  readonly change_set: ChangeSet;
  readonly facts: GuardrailFacts | null;
  readonly inputs: JsonObject;
  readonly context: JsonObject;
  readonly outputs: JsonObject | null;
  readonly entity: { readonly type: string; readonly id: string; readonly name: string } | null;
};

/** More changes than this are not played back; the newest are left out, and the answer says so. */
const mostChanges = 5_000;

const about = {
  execution_id: executions.execution_id,
  campaign_id: executions.campaign_id,
  inputs: executions.inputs,
  context: sql<JsonObject>`${executions.context}`,
  outputs: executions.outputs,
  entity_type: executions.entity_type,
  entity_id: executions.entity_id,
  entity_name: executions.entity_name,
};

type About = {
  readonly entity_type: string | null;
  readonly entity_id: string | null;
  readonly entity_name: string | null;
};

function entityOf({ entity_type, entity_id, entity_name }: About): PastChangeRow['entity'] {
  if (entity_type === null || entity_id === null) return null;
  return { type: entity_type, id: entity_id, name: entity_name ?? entity_id };
}

/** The changes that a playbook planned since a moment, oldest first: those people were asked about and those it applied itself. */
export async function listPastChanges(
  tx: TenantTransaction,
  { playbook_id, since }: { readonly playbook_id: string; readonly since: Date },
): Promise<readonly PastChangeRow[]> {
  const asked = await tx
    .select({
      ...about,
      step_id: approvals.step_id,
      at: approvals.created_at,
      status: approvals.status,
      change_set: approvals.change_set,
      facts: approvals.facts,
    })
    .from(approvals)
    .innerJoin(executions, eq(executions.execution_id, approvals.execution_id))
    .where(
      and(
        eq(executions.playbook_id, playbook_id),
        gte(approvals.created_at, since),
        isNotNull(approvals.change_set),
        // One that was superseded was never decided: its successor is in the list.
        inArray(approvals.status, ['approved', 'rejected', 'expired', 'cancelled', 'pending', 'undo_window']),
      ),
    )
    .orderBy(asc(approvals.created_at))
    .limit(mostChanges);
  const alone = await tx
    .select({
      ...about,
      step_id: changeSets.step_id,
      at: changeSets.created_at,
      change_set: changeSets.change_set,
    })
    .from(changeSets)
    .innerJoin(executions, eq(executions.execution_id, changeSets.execution_id))
    .where(
      and(
        eq(executions.playbook_id, playbook_id),
        gte(changeSets.created_at, since),
        eq(changeSets.grant_kind, 'policy'),
      ),
    )
    .orderBy(asc(changeSets.created_at))
    .limit(mostChanges);
  return [
    ...asked.flatMap((row) =>
      row.change_set === null ? [] : [{ ...row, change_set: row.change_set, entity: entityOf(row) }],
    ),
    ...alone.map((row) => ({ ...row, status: 'applied', facts: null, entity: entityOf(row) })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The features of every campaign as they were at these moments. Status and budget are those of today. */
export async function readFeatureHistory(tx: TenantTransaction, moments: readonly Date[]) {
  if (moments.length === 0) return [];
  const at = sql.join(
    moments.map((moment) => sql`${moment.toISOString()}::timestamptz`),
    sql`, `,
  );
  const rows = await tx.execute<{
    at: Date;
    campaign_id: string;
    features: Record<string, number | string | null>;
  }>(sql`
    select m.at, f.campaign_id, to_jsonb(f) - 'tenant_id' - 'campaign_id' as features
    from unnest(array[${at}]) as m(at) cross join lateral campaign_features_at(m.at) f
    order by m.at, f.campaign_id`);
  return rows.map(({ at: moment, campaign_id, features }) => ({ at: new Date(moment), campaign_id, features }));
}
