import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { JsonValue } from '../../contracts/canonical-json.ts';
import { finalStatuses } from '../../contracts/execution.ts';
import type { TenantTransaction } from '../connect.ts';
import { domainEvents, executions, playbooks, playbookVersions } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';
import { enqueueOutbox } from './outbox.ts';

/** Something that happened, as it is stored. */
export type DomainEvent = typeof domainEvents.$inferSelect;

/** Something to take in. `source` is `api`, `webhook:<name>` or `execution:<id>`; `dedupe_key` is the same for the same thing. */
export type NewDomainEvent = {
  readonly name: string;
  readonly entity: { readonly type: string; readonly id: string } | null;
  readonly data: JsonValue;
  readonly source: string;
  readonly dedupe_key: string;
  readonly occurred_at: Date;
};

/** The source of what an execution caused: chains of events are followed by it. */
export function executionSource(execution_id: string): string {
  return `execution:${execution_id}`;
}

/**
 * Takes an event in, in the transaction of what caused it: it is stored once for each dedupe_key, and a message sees to it
 * that whoever listens hears of it. Gives the event; `added` is false when it was there before.
 */
export async function recordEvent(tx: TenantTransaction, event: NewDomainEvent) {
  const { entity, ...rest } = event;
  const [row] = await tx
    .insert(domainEvents)
    .values({ ...rest, entity_type: entity?.type ?? null, entity_id: entity?.id ?? null })
    .onConflictDoNothing()
    .returning();
  if (row === undefined) {
    const [known] = await tx.select().from(domainEvents).where(eq(domainEvents.dedupe_key, event.dedupe_key));
    if (known === undefined) throw new Error('An event was neither stored nor found.');
    return { event: known, added: false };
  }
  const { event_id } = row;
  await enqueueOutbox(tx, { kind: 'event_received', payload: { event_id }, dedupe_key: `event_received/${event_id}` });
  return { event: row, added: true };
}

/** One event; null when this tenant has none with the id. */
export async function findEvent(tx: TenantTransaction, event_id: string): Promise<DomainEvent | null> {
  const [row] = await tx.select().from(domainEvents).where(eq(domainEvents.event_id, event_id));
  return row ?? null;
}

const waitsFor = (name: string) => sql`jsonb_path_exists(
  ${playbookVersions.plan}, '$.** ? (@.kind == "event" && @.event == $name)', jsonb_build_object('name', ${name}::text))`;

/** Executions that have not ended and whose plan has a step that waits for events of a name. */
export async function listWaitingExecutions(tx: TenantTransaction, name: string) {
  return tx
    .select({ execution_id: executions.execution_id, workflow_id: executions.workflow_id })
    .from(executions)
    .innerJoin(playbookVersions, eq(playbookVersions.playbook_version_id, executions.playbook_version_id))
    .where(
      and(
        sql`${executions.status} not in (${sql.join(
          finalStatuses.map((status) => sql`${status}`),
          sql`, `,
        )})`,
        waitsFor(name),
      ),
    )
    .orderBy(executions.created_at);
}

/** The active versions of playbooks that start on events of a name; retired ones do not. */
export async function listListeners(tx: TenantTransaction, name: string) {
  const on = JSON.stringify([{ event: name }]);
  return tx
    .select({
      playbook_id: playbooks.playbook_id,
      playbook_version_id: playbookVersions.playbook_version_id,
      plan: playbookVersions.plan,
    })
    .from(playbooks)
    .innerJoin(
      playbookVersions,
      and(
        eq(playbookVersions.playbook_id, playbooks.playbook_id),
        eq(playbookVersions.playbook_version_id, playbooks.active_version_id),
      ),
    )
    .where(sql`${playbooks.retired_at} is null and ${playbookVersions.plan} -> 'on' @> ${on}::jsonb`)
    .orderBy(playbooks.playbook_id);
}

/** Whether anybody at all would hear of events of a name. */
export async function hasAudience(tx: TenantTransaction, name: string): Promise<boolean> {
  const listeners = await listListeners(tx, name);
  return listeners.length > 0 || (await listWaitingExecutions(tx, name)).length > 0;
}

const hopsSchema = z.array(z.object({ hops: z.coerce.number().int() }));

/**
 * How many executions, started by one event after the other, led to an event: 0 for one from outside, 1 for one of an
 * execution that was started by hand or by a schedule, 2 for one of an execution that such an event started, and so on.
 * A child, and a run that was repeated, stand for what they came from. Stops counting after `most`.
 */
export async function countHops(tx: TenantTransaction, event_id: string, most: number): Promise<number> {
  const causeOf = (source: string) => sql.raw(`substring(${source} from '^execution:([0-9a-f-]{36})$')::uuid`);
  const rows = await tx.execute(sql`
    with recursive chain as (
      select ${causeOf('d.source')} as execution_id, 1 as hops from domain_events d
      where d.tenant_id = ${currentTenant} and d.event_id = ${event_id} and d.source like 'execution:%'
      union all
      select
        case when v.event_id is null then coalesce(x.parent_execution_id, x.rerun_of) else ${causeOf('d.source')} end,
        chain.hops + case when v.event_id is not null and d.source like 'execution:%' then 1 else 0 end
      from chain
      join executions x on x.tenant_id = ${currentTenant} and x.execution_id = chain.execution_id
      left join trigger_evaluations v on v.tenant_id = x.tenant_id and v.evaluation_id = x.evaluation_id
      left join domain_events d on d.tenant_id = x.tenant_id and d.event_id = v.event_id
      where chain.hops <= ${most}
    )
    select coalesce(max(hops), 0) as hops from chain`);
  return hopsSchema.parse([...rows])[0]?.hops ?? 0;
}
