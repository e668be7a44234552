import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../connect.ts';

const count = z.coerce.number().int();
const countsSchema = z.object({
  proposed: count,
  asked: count,
  approved: count,
  rejected: count,
  expired: count,
  waiting: count,
  changes_applied: count,
  outcomes_positive: count,
  outcomes_negative: count,
  outcomes_inconclusive: count,
  executions: count,
  executions_failed: count,
});
/** What a tenant's playbooks and people did in a period. `waiting` is as of now. */
export type ActivityCounts = z.infer<typeof countsSchema>;

/** Counts what was proposed, decided by people (not by rule), applied, measured and failed from `since` until `until`. */
export async function countActivity(
  tx: TenantTransaction,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<ActivityCounts> {
  const [from, to] = [since.toISOString(), until.toISOString()];
  const within = (column: ReturnType<typeof sql.raw>) =>
    sql`${column} >= ${from}::timestamptz and ${column} < ${to}::timestamptz`;
  const at = (column: 'generated_at' | 'created_at' | 'decided_at' | 'applied_at' | 'measured_at' | 'finished_at') =>
    within(sql.raw(column));
  const [row] = await tx.execute(sql`select
    (select count(*) from recommendations where ${at('generated_at')}) as proposed,
    (select count(*) from approvals where ${at('created_at')}) as asked,
    (select count(*) from approvals where status = 'approved' and quorum > 0 and ${at('decided_at')}) as approved,
    (select count(*) from approvals where status = 'rejected' and ${at('decided_at')}) as rejected,
    (select count(*) from approvals where status = 'expired' and ${at('decided_at')}) as expired,
    (select count(*) from approvals where status = 'pending') as waiting,
    (select count(*) from receipts where ${at('applied_at')}) as changes_applied,
    (select count(*) from outcomes where verdict = 'positive' and ${at('measured_at')}) as outcomes_positive,
    (select count(*) from outcomes where verdict = 'negative' and ${at('measured_at')}) as outcomes_negative,
    (select count(*) from outcomes where verdict = 'inconclusive' and ${at('measured_at')}) as outcomes_inconclusive,
    (select count(*) from executions where mode = 'live' and ${at('created_at')}) as executions,
    (select count(*) from executions where mode = 'live' and status = 'failed' and ${at('finished_at')}) as executions_failed`);
  return countsSchema.parse(row);
}

const moneySchema = z.object({ currency: z.string(), spend_minor: count, money_moved_minor: count });
/** Money of one currency; amounts of different currencies are never added up. */
export type PeriodMoney = z.infer<typeof moneySchema>;

/** Ad spend on the days of a period (of a day with a row for the whole campaign, only that one), and the daily money that applied changes moved in it, by currency. */
export async function readPeriodMoney(
  tx: TenantTransaction,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<PeriodMoney[]> {
  const [from, to] = [since.toISOString(), until.toISOString()];
  const rows = await tx.execute(sql`
    select currency, sum(spend_minor) as spend_minor, sum(moved_minor) as money_moved_minor from (
      select d.currency, d.spend_minor, 0 as moved_minor from fct_ad_metric_daily d
        where d.dt >= (${from}::timestamptz)::date and d.dt < (${to}::timestamptz)::date
          and (d.ad_id = '' or not exists (select 1 from fct_ad_metric_daily w where w.tenant_id = d.tenant_id
            and w.campaign_id = d.campaign_id and w.dt = d.dt and w.ad_id = ''))
      union all
      select a.currency, 0, (r.change ->> 'money_moved_minor')::bigint from receipts r
        join campaigns c on c.tenant_id = r.tenant_id and c.campaign_id = r.campaign_id
        join ad_accounts a on a.tenant_id = c.tenant_id and a.ad_account_id = c.ad_account_id
        where r.applied_at >= ${from}::timestamptz and r.applied_at < ${to}::timestamptz
    ) money group by currency order by currency`);
  return z.array(moneySchema).parse([...rows]);
}

const failureSchema = z.object({ playbook_id: z.string(), error_code: z.string(), count });

/** The most frequent failures of a period, by playbook and code. */
export async function listTopFailures(
  tx: TenantTransaction,
  { since, until, limit }: { readonly since: Date; readonly until: Date; readonly limit: number },
): Promise<z.infer<typeof failureSchema>[]> {
  const rows = await tx.execute(sql`
    select playbook_id, coalesce(error_code, 'INTERNAL') as error_code, count(*) as count from executions
    where mode = 'live' and status = 'failed' and finished_at >= ${since.toISOString()}::timestamptz
      and finished_at < ${until.toISOString()}::timestamptz
    group by 1, 2 order by 3 desc, 1, 2 limit ${limit}`);
  return z.array(failureSchema).parse([...rows]);
}
