import { and, asc, gte, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { judgeTargets } from '../../contracts/analytics.ts';
import { judgePattern, patternSchema, weeksOf } from '../../contracts/monthly-report.ts';
import type { TenantTransaction } from '../connect.ts';
import { evaluationRuns } from '../schema/index.ts';
import { type Period, readAnalytics } from './analytics.ts';

/**
 * What happened in a month, for the people who answer for the agent: figures beside targets and the month before, week by
 * week, each evaluation, and how each pattern of reasoning did. What was in shadow is in none of it.
 */
export async function readMonthlyReport(tx: TenantTransaction, period: Period, before: Period, now: Date) {
  const figures = await readAnalytics(tx, period);
  const weeks = [];
  // What has not begun has no figures; it would read as a collapse.
  for (const week of weeksOf(period).filter(({ since }) => since < now))
    weeks.push({ ...week, figures: await readAnalytics(tx, week) });
  return {
    ...{ month: period.since.toISOString().slice(0, 7), ...period, complete: period.until <= now },
    ...{ figures, before: await readAnalytics(tx, before), targets: judgeTargets(figures), weeks },
    evaluations: await evaluations(tx, period),
    patterns: (await patterns(tx, period)).map(judgePattern),
  };
}

async function evaluations(tx: TenantTransaction, { since, until }: Period) {
  const { id, run_type, run_at, total_examples, passed_examples } = evaluationRuns;
  const rows = await tx
    .select({ run_id: id, run_type, run_at, total_examples, passed_examples })
    .from(evaluationRuns)
    .where(and(gte(run_at, since), lt(run_at, until)))
    .orderBy(asc(run_at), asc(id))
    .limit(200);
  return rows.map((row) => ({
    ...row,
    passed_rate: row.total_examples === 0 ? null : row.passed_examples / row.total_examples,
  }));
}

const counted = z.coerce.number();
const patternRowSchema = patternSchema.extend({
  ...{ recommendations: counted, decided: counted, approved: counted, edited: counted, rejected: counted },
  ...{ replaced: counted, expired: counted, measured: counted, improved: counted },
  mean_improvement_pct: z.coerce.number().nullable(),
});

async function patterns(tx: TenantTransaction, { since, until }: Period) {
  const rows = await tx.execute(sql`
    with r as (select *, (outcome_metrics ->> 'improvement_pct')::float8 as gain,
        (human_decision = 'approved' or auto_approved) as is_followed
      from recommendations where mode <> 'shadow'
        and generated_at >= ${since.toISOString()}::timestamptz and generated_at < ${until.toISOString()}::timestamptz)
    select root_cause, recommended_workflow, count(*) as recommendations,
      count(*) filter (where human_decision is not null) as decided,
      count(*) filter (where human_decision = 'approved') as approved,
      count(*) filter (where status = 'edited') as edited,
      count(*) filter (where human_decision = 'rejected') as rejected,
      count(*) filter (where human_decision is not null and human_workflow <> recommended_workflow) as replaced,
      count(*) filter (where status = 'expired') as expired,
      count(*) filter (where is_followed and gain is not null) as measured,
      count(*) filter (where is_followed and gain > 0) as improved,
      avg(gain) filter (where is_followed) as mean_improvement_pct
    from r group by 1, 2 order by 3 desc, 1, 2`);
  return z.array(patternRowSchema).parse([...rows]);
}
