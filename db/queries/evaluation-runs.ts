import { and, asc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { JsonObject } from '../../contracts/canonical-json.ts';
import {
  type EvaluationReport,
  type EvaluationType,
  evaluationMetricsSchema,
  evaluationResultSchema,
} from '../../contracts/evaluation-run.ts';
import type { TenantTransaction } from '../connect.ts';
import { evaluationResults, evaluationRuns, executions, llmCalls, triggerEvaluations } from '../schema/index.ts';
import { afterPosition, type KeysetPage, type KeysetPosition, newestFirst, toPage } from './keyset.ts';

/** Who or what asked for a run. */
export type RunOrigin = { readonly triggered_by: 'ci' | 'manual' | 'scheduled'; readonly git_commit: string | null };

/** Rows per statement, well under the number of parameters that Postgres takes. */
const rowsAtOnce = 500;

function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** Stores a run with its cases and gives its id. With `id` a repeated call stores nothing anew. */
export async function recordEvaluationRun(
  tx: TenantTransaction,
  report: EvaluationReport,
  { id, triggered_by, git_commit }: RunOrigin & { readonly id?: string },
): Promise<string> {
  const { run_type, dataset_version, model_version, prompt_version, metrics, results } = report;
  const [run] = await tx
    .insert(evaluationRuns)
    .values({
      ...(id === undefined ? {} : { id }),
      ...{ run_type, dataset_version, model_version, prompt_version, triggered_by, git_commit },
      ...{ total_examples: metrics.total_count, passed_examples: metrics.passed_count, metrics: asJson(metrics) },
    })
    .onConflictDoNothing()
    .returning({ id: evaluationRuns.id });
  if (run === undefined) return id ?? '';
  for (let from = 0; from < results.length; from += rowsAtOnce) {
    await tx.insert(evaluationResults).values(
      results.slice(from, from + rowsAtOnce).map(({ example_id, passed, kind, expected, actual, scores }) => ({
        ...{ evaluation_run_id: run.id, example_id, passed },
        ...{ expected: asJson(expected), actual: asJson(actual), scores: asJson({ ...scores, kind }) },
      })),
    );
  }
  return run.id;
}

function toRun(row: typeof evaluationRuns.$inferSelect) {
  const { tenant_id, metrics, ...rest } = row;
  return { ...rest, metrics: evaluationMetricsSchema.parse(metrics) };
}
/** A run as it is stored. */
export type EvaluationRunRow = ReturnType<typeof toRun>;

/** Runs, newest first. */
export async function listEvaluationRuns(
  tx: TenantTransaction,
  query: { readonly limit: number; readonly after: KeysetPosition | null; readonly run_type: EvaluationType | null },
): Promise<KeysetPage<EvaluationRunRow>> {
  const rows = await tx
    .select()
    .from(evaluationRuns)
    .where(
      and(
        afterPosition(evaluationRuns.run_at, evaluationRuns.id, query.after),
        query.run_type === null ? undefined : eq(evaluationRuns.run_type, query.run_type),
      ),
    )
    .orderBy(newestFirst(evaluationRuns.run_at, evaluationRuns.id))
    .limit(query.limit + 1);
  return toPage(rows.map(toRun), query.limit, (row) => ({ at: row.run_at, id: row.id }));
}

/** One run; null when the tenant has none with this id. */
export async function findEvaluationRun(tx: TenantTransaction, id: string): Promise<EvaluationRunRow | null> {
  const [row] = await tx.select().from(evaluationRuns).where(eq(evaluationRuns.id, id));
  return row === undefined ? null : toRun(row);
}

/** The cases of a run by their ids, those after `after` only; `passed` leaves out the others. */
export async function listEvaluationResults(
  tx: TenantTransaction,
  query: { readonly id: string; readonly after?: string; readonly limit: number; readonly passed?: boolean },
) {
  const rows = await tx
    .select()
    .from(evaluationResults)
    .where(
      and(
        eq(evaluationResults.evaluation_run_id, query.id),
        query.after === undefined ? undefined : gt(evaluationResults.example_id, query.after),
        query.passed === undefined ? undefined : eq(evaluationResults.passed, query.passed),
      ),
    )
    .orderBy(asc(evaluationResults.example_id))
    .limit(query.limit);
  return rows.map(({ example_id, passed, expected, actual, scores }) =>
    evaluationResultSchema.parse({ example_id, passed, expected, actual, scores, kind: scores.kind }),
  );
}

/**
 * What made an execution evaluate: its schedule (or an event), or a person. Whoever wrote the playbook cannot know that, as
 * a scheduled playbook can be started by hand as well.
 */
export async function readTriggeredBy(tx: TenantTransaction, execution_id: string): Promise<'scheduled' | 'manual'> {
  const [row] = await tx
    .select({ source: triggerEvaluations.source })
    .from(executions)
    .innerJoin(
      triggerEvaluations,
      and(
        eq(triggerEvaluations.evaluation_id, executions.evaluation_id),
        eq(triggerEvaluations.tenant_id, executions.tenant_id),
      ),
    )
    .where(eq(executions.execution_id, execution_id));
  return row === undefined || row.source === 'manual' ? 'manual' : 'scheduled';
}

/** The newest run besides `id` of the same cases, of which no version of a prompt was tried; null when there is none. */
export async function findRunBefore(
  tx: TenantTransaction,
  of: { readonly id: string; readonly run_type: EvaluationType; readonly seed: string | null },
): Promise<EvaluationRunRow | null> {
  const [row] = await tx
    .select()
    .from(evaluationRuns)
    .where(
      and(
        eq(evaluationRuns.run_type, of.run_type),
        ne(evaluationRuns.id, of.id),
        isNull(evaluationRuns.prompt_version),
        sql`${evaluationRuns.metrics} ->> 'seed' is not distinct from ${of.seed}`,
      ),
    )
    .orderBy(newestFirst(evaluationRuns.run_at, evaluationRuns.id))
    .limit(1);
  return row === undefined ? null : toRun(row);
}

/** Tokens of the calls that an execution made with one version of a prompt. */
export async function sumPromptTokens(
  tx: TenantTransaction,
  of: { readonly execution_id: string; readonly prompt_name: string; readonly prompt_version: string },
): Promise<{ readonly input: number; readonly output: number }> {
  const [row] = await tx
    .select({
      input: sql<number>`coalesce(sum(${llmCalls.input_tokens}), 0)::int`,
      output: sql<number>`coalesce(sum(${llmCalls.output_tokens}), 0)::int`,
    })
    .from(llmCalls)
    .where(
      and(
        eq(llmCalls.execution_id, of.execution_id),
        eq(llmCalls.prompt_name, of.prompt_name),
        eq(llmCalls.prompt_version, of.prompt_version),
      ),
    );
  return row ?? { input: 0, output: 0 };
}
