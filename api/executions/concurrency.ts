import { sql } from 'drizzle-orm';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import { CodedError } from '../../contracts/errors/index.ts';
import type { Plan } from '../../contracts/plan/index.ts';
import { listLiveExecutions } from '../../db/queries/executions-list.ts';
import { evaluateExpression } from '../../playbooks/expressions/index.ts';
import type { TenantTransaction } from '../dependencies.ts';

/** What an execution is about. */
export type Entity = { readonly type: string; readonly id: string; readonly name: string };

/** What the rule says about a new execution: which live ones it waits for, and which it cancels first. */
export type Admission = { readonly wait_for: readonly string[]; readonly cancel: readonly string[] };

/**
 * Applies a playbook’s concurrency rule to a new execution, under a lock that lets one execution of a playbook in at a
 * time, so that two requests at once cannot both find the place free. Under `skip` a taken place throws
 * EXECUTION_CONFLICT with the execution that holds it; `queue` waits for the holders, `cancel_running` ends them first.
 */
export async function admitExecution(
  tx: TenantTransaction,
  plan: Plan,
  subject: { readonly inputs: JsonObject; readonly entity: Entity | null },
): Promise<Admission> {
  const { concurrency, playbook_id } = plan;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('execution/' || current_setting('app.tenant_id') || '/' || ${playbook_id}, 0))`,
  );
  const key = keyOf(plan, subject);
  const live = await listLiveExecutions(tx, playbook_id);
  const holders = live.filter((each) => {
    const { entity_type: type, entity_id: id, entity_name } = each;
    const entity = type === null || id === null ? null : { type, id, name: entity_name ?? id };
    return keyOf(plan, { inputs: each.inputs, entity }) === key;
  });
  if (holders.length < concurrency.limit) return { wait_for: [], cancel: [] };
  if (concurrency.on_conflict === 'skip') {
    const [holder] = holders;
    throw new CodedError('EXECUTION_CONFLICT', 'An execution of this playbook for this entity is already running.', {
      execution_id: holder?.execution_id ?? null,
      status: holder?.status ?? null,
    });
  }
  // Holders come newest first: the oldest ones leave first, so the new execution waits for all but limit - 1 of them.
  const wait_for = holders.slice(concurrency.limit - 1).map((holder) => holder.execution_id);
  const cancel = holders.slice(concurrency.limit - 1).map((holder) => holder.workflow_id);
  return { wait_for, cancel: concurrency.on_conflict === 'cancel_running' ? cancel : [] };
}

/** The rule’s key for one execution. A key that cannot be evaluated is a fault of the request, not of the rule. */
function keyOf(plan: Plan, subject: { readonly inputs: JsonObject; readonly entity: Entity | null }): string {
  const { key } = plan.concurrency;
  const { inputs, entity } = subject;
  const value: JsonValue = key === null ? (entity?.id ?? null) : evaluateExpression(key.source, { inputs, entity });
  return canonicalJson(value);
}
