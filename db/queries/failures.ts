import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { finalStatuses } from '../../contracts/execution.ts';
import type { TenantTransaction } from '../connect.ts';
import { campaigns, executions, failureGroups, playbooks, stepAttempts, stepRuns, users } from '../schema/index.ts';
import { currentTenant } from '../schema/tenant-table.ts';

/** An activity that was tried more often than this, or for longer, counts as stuck in retries and not merely as running. */
const stuckAfter = { attempts: 3, minutes: 5 };

const finals = sql.join(
  finalStatuses.map((status) => sql`${status}`),
  sql`, `,
);

/** The condition on `executions` of one whose step is tried again and again: what people see as the state `retrying`. */
export const isRetrying: SQL = sql`exists (
  select 1 from ${stepRuns} stuck
  where stuck.tenant_id = ${executions}.tenant_id and stuck.execution_id = ${executions}.execution_id
    and ${executions}.status not in (${finals}) and ${isStuck(sql`stuck`)})`;

function isStuck(run: SQL): SQL {
  return sql`(${run}.status = 'running'
    and (${run}.attempts > ${stuckAfter.attempts}
      or ${run}.started_at < now() - make_interval(mins => ${stuckAfter.minutes}))
    and exists (select 1 from ${stepAttempts} tried where tried.tenant_id = ${run}.tenant_id
      and tried.step_run_id = ${run}.step_run_id and tried.error_code is not null))`;
}

/**
 * Every failure that is still open: executions that failed and were not run again since (unless that failed too, which is
 * then a failure of its own), and executions that are stuck in retries. Its fingerprint is the sha256 of playbook, step
 * and error code, so that one cause is one group. `at_risk` says that it was about to change money: it had planned a
 * write and not finished applying it.
 */
const open = sql`
  with failing as (
    select e.tenant_id, e.execution_id, e.playbook_id, e.campaign_id, e.workflow_id, e.run_id, 'failed' as state,
      coalesce(e.error_details->>'step_id', last.step_id, e.current_step_id, '') as step_id,
      coalesce(e.error_code, 'INTERNAL') as error_code, coalesce(e.error_message, '') as error_message,
      coalesce(e.finished_at, e.created_at) as seen_at
    from ${executions} e
    left join lateral (
      select s.step_id from ${stepRuns} s
      where s.tenant_id = e.tenant_id and s.execution_id = e.execution_id and s.status = 'failed'
      order by s.finished_at desc nulls last limit 1) last on true
    where e.tenant_id = ${currentTenant} and e.status = 'failed' and not exists (
      select 1 from ${executions} again where again.tenant_id = e.tenant_id and again.rerun_of = e.execution_id)
    union all
    select e.tenant_id, e.execution_id, e.playbook_id, e.campaign_id, e.workflow_id, e.run_id, 'retrying',
      s.step_id, last.error_code, coalesce(last.error_message, ''), last.finished_at
    from ${executions} e
    join ${stepRuns} s on s.tenant_id = e.tenant_id and s.execution_id = e.execution_id and ${isStuck(sql`s`)}
    join lateral (
      select a.error_code, a.error_message, a.finished_at from ${stepAttempts} a
      where a.tenant_id = s.tenant_id and a.step_run_id = s.step_run_id and a.error_code is not null
      order by a.attempt desc limit 1) last on true
    where e.tenant_id = ${currentTenant} and e.status not in (${finals})
  ), open as (
    select f.*, encode(sha256(convert_to(
        json_build_array(f.playbook_id, f.step_id, f.error_code)::text, 'UTF8')), 'hex') as fingerprint,
      exists (
        select 1 from ${stepRuns} p where p.tenant_id = f.tenant_id and p.execution_id = f.execution_id
          and p.phase in ('plan', 'apply') and not exists (
            select 1 from ${stepRuns} a where a.tenant_id = p.tenant_id and a.execution_id = p.execution_id
              and a.step_id = p.step_id and a.iteration = p.iteration and a.phase = 'apply'
              and a.status = 'completed')) as at_risk
    from failing f)`;

const when = z.coerce.date();
/** Where in Temporal an attempt failed; the envelope wrote it into the details of the attempt's error. */
const placeSchema = z.object({ run_id: z.string(), event_id: z.string() }).nullable().catch(null);

const groupSchema = z.object({
  fingerprint: z.string(),
  playbook_id: z.string(),
  playbook_name: z.string().nullable(),
  step_id: z.string(),
  error_code: z.string(),
  count: z.coerce.number(),
  retrying: z.coerce.number(),
  first_seen: when,
  last_seen: when,
  last_error: z.string(),
  last_execution_id: z.string(),
  last_workflow_id: z.string(),
  last_run_id: z.string().nullable(),
  last_place: placeSchema,
  campaigns: z.array(z.string()),
  money_at_risk: z.array(z.object({ currency: z.string(), daily_budget_minor: z.coerce.number() })),
  assigned_to: z.string().nullable(),
  assigned_to_email: z.string().nullable(),
  note: z.string().nullable(),
  resolved_at: when.nullable(),
});
/** Failures of one cause, and what people said about them. */
export type FailureGroup = z.infer<typeof groupSchema>;

/**
 * Open failures by cause, those with the most recent failure first. `money_at_risk` is the sum of the daily budgets of
 * the campaigns whose execution was about to change money, by currency. Failures before the moment at which their group
 * was resolved are left out, unless `all`.
 */
export async function listFailureGroups(
  tx: TenantTransaction,
  filter: { readonly fingerprint: string | null; readonly all: boolean; readonly limit: number },
): Promise<FailureGroup[]> {
  const rows = await tx.execute(sql`${open}
    select o.fingerprint, o.playbook_id, min(p.name) as playbook_name, o.step_id, o.error_code, count(*) as count,
      count(*) filter (where o.state = 'retrying') as retrying, min(o.seen_at) as first_seen, max(o.seen_at) as last_seen,
      (array_agg(o.error_message order by o.seen_at desc))[1] as last_error,
      (array_agg(o.execution_id order by o.seen_at desc))[1] as last_execution_id,
      (array_agg(o.workflow_id order by o.seen_at desc))[1] as last_workflow_id,
      (array_agg(o.run_id order by o.seen_at desc))[1] as last_run_id,
      (select a.error_details->'temporal' from ${stepRuns} s
        join ${stepAttempts} a on a.tenant_id = s.tenant_id and a.step_run_id = s.step_run_id
        where s.tenant_id = ${currentTenant} and s.step_id = o.step_id and a.error_details ? 'temporal'
          and s.execution_id = (array_agg(o.execution_id order by o.seen_at desc))[1]
        order by a.started_at desc limit 1) as last_place,
      coalesce(array_agg(distinct o.campaign_id) filter (where o.campaign_id is not null), '{}') as campaigns,
      (select coalesce(json_agg(risk), '[]') from (
        select c.currency, sum(c.daily_budget_minor)::bigint as daily_budget_minor from ${campaigns} c
        where c.tenant_id = ${currentTenant} and c.daily_budget_minor is not null
          and c.campaign_id = any(array_agg(o.campaign_id) filter (where o.at_risk))
        group by c.currency order by c.currency) risk) as money_at_risk,
      g.assigned_to, u.email as assigned_to_email, g.note, g.resolved_at
    from open o
    left join ${failureGroups} g on g.tenant_id = o.tenant_id and g.fingerprint = o.fingerprint
    left join ${playbooks} p on p.tenant_id = o.tenant_id and p.playbook_id = o.playbook_id
    left join ${users} u on u.user_id = g.assigned_to
    where (${filter.fingerprint}::text is null or o.fingerprint = ${filter.fingerprint})
      and (${filter.all} or g.resolved_at is null or o.seen_at > g.resolved_at)
    group by o.fingerprint, o.playbook_id, o.step_id, o.error_code, g.assigned_to, u.email, g.note, g.resolved_at
    order by max(o.seen_at) desc, o.fingerprint limit ${filter.limit}`);
  return z.array(groupSchema).parse([...rows]);
}

const memberSchema = z.object({
  execution_id: z.string(),
  state: z.enum(['failed', 'retrying']),
  campaign_id: z.string().nullable(),
  workflow_id: z.string(),
  run_id: z.string().nullable(),
  seen_at: when,
  error_message: z.string(),
  at_risk: z.boolean(),
  attempts: z.array(
    z.object({
      phase: z.string(),
      iteration: z.string(),
      attempt: z.int(),
      started_at: when,
      finished_at: when.nullable(),
      error_code: z.string().nullable(),
      error_message: z.string().nullable(),
      place: placeSchema,
    }),
  ),
});
/** One failed or stuck execution of a group with every attempt of the step that fails. */
export type FailedExecution = z.infer<typeof memberSchema>;

/** The executions of a group, newest first. */
export async function listFailedExecutions(tx: TenantTransaction, fingerprint: string): Promise<FailedExecution[]> {
  const rows = await tx.execute(sql`${open}
    select o.execution_id, o.state, o.campaign_id, o.workflow_id, o.run_id, o.seen_at, o.error_message, o.at_risk,
      (select coalesce(json_agg(json_build_object('phase', s.phase, 'iteration', s.iteration, 'attempt', a.attempt,
          'started_at', a.started_at, 'finished_at', a.finished_at, 'error_code', a.error_code,
          'error_message', a.error_message, 'place', a.error_details->'temporal') order by a.started_at, a.attempt), '[]')
        from ${stepRuns} s join ${stepAttempts} a on a.tenant_id = s.tenant_id and a.step_run_id = s.step_run_id
        where s.tenant_id = o.tenant_id and s.execution_id = o.execution_id and s.step_id = o.step_id) as attempts
    from open o where o.fingerprint = ${fingerprint} order by o.seen_at desc, o.execution_id limit 1000`);
  return z.array(memberSchema).parse([...rows]);
}

/** Writes what somebody said about a group; fields that are left out stay as they are. */
export async function noteFailureGroup(
  tx: TenantTransaction,
  said: {
    readonly fingerprint: string;
    readonly updated_by: string;
    readonly assigned_to?: string | null;
    readonly note?: string | null;
    readonly resolved?: true;
  },
): Promise<void> {
  const { fingerprint, updated_by, resolved, ...words } = said;
  const values = { ...words, updated_by, updated_at: sql`now()`, ...(resolved ? { resolved_at: sql`now()` } : {}) };
  await tx
    .insert(failureGroups)
    .values({ fingerprint, ...values })
    .onConflictDoUpdate({ target: [failureGroups.tenant_id, failureGroups.fingerprint], set: values });
}
