import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../contracts/canonical-json.ts';
import { describeError } from '../../contracts/errors/index.ts';
import type { TenantTransaction } from '../connect.ts';
import { stepAttempts, stepRuns } from '../schema/index.ts';

/** What names one phase of one step in one round of the loops. */
export type StepKey = {
  readonly execution_id: string;
  readonly step_id: string;
  readonly iteration: string;
  readonly phase: string;
};

/** A step as the timeline shows it. */
export type StepHead = StepKey & {
  readonly kind: string;
  readonly action_id: string | null;
  readonly summary: string | null;
  readonly line: number | null;
};

const lost = `${describeError('WORKER_LOST').title}.`;

const begunSchema = z.object({ step_run_id: z.uuid(), attempts: z.int() });

/**
 * Begins one more attempt of a step, and the step itself with the first. Attempts count from 1 over the whole step, also
 * when a second plan is made. An earlier attempt that has no end was lost with its worker, and ends here as WORKER_LOST;
 * should that worker be alive after all, its own end takes the place of this one.
 */
export async function beginAttempt(
  tx: TenantTransaction,
  head: StepHead,
): Promise<{ readonly step_run_id: string; readonly attempt: number }> {
  const [row] = await tx.execute(sql`
    with run as (
      insert into ${stepRuns}
        (execution_id, step_id, iteration, phase, kind, action_id, summary, line, status, attempts, started_at)
      values (${head.execution_id}, ${head.step_id}, ${head.iteration}, ${head.phase}, ${head.kind}, ${head.action_id},
        ${head.summary}, ${head.line}, 'running', 1, now())
      on conflict (tenant_id, execution_id, step_id, iteration, phase) do update
        set status = 'running', attempts = ${stepRuns}.attempts + 1, finished_at = null
      returning step_run_id, attempts
    ), attempt as (
      insert into ${stepAttempts} (step_run_id, attempt, started_at) select step_run_id, attempts, now() from run
    ), lost as (
      update ${stepAttempts} set finished_at = now(), error_code = 'WORKER_LOST', error_message = ${lost}
      from run where ${stepAttempts}.step_run_id = run.step_run_id and ${stepAttempts}.attempt < run.attempts
        and ${stepAttempts}.finished_at is null
    )
    select step_run_id, attempts from run`);
  const begun = begunSchema.parse(row);
  return { step_run_id: begun.step_run_id, attempt: begun.attempts };
}

/** How an attempt ended; `final` when Temporal will not try again. */
export type AttemptEnd = {
  readonly step_run_id: string;
  readonly attempt: number;
  readonly output: JsonValue;
  readonly error: { readonly code: string; readonly message: string; readonly details: JsonObject } | null;
  readonly final: boolean;
};

/**
 * Ends an attempt, and the step with it when it went well or was the last. Only the newest attempt speaks for the step:
 * false when a newer one has begun, or when the step has ended and this was only a try.
 */
export async function endAttempt(tx: TenantTransaction, end: AttemptEnd): Promise<boolean> {
  const { step_run_id, attempt, error } = end;
  const status = error === null ? 'completed' : end.final ? 'failed' : 'running';
  await tx
    .update(stepAttempts)
    .set({
      finished_at: sql`now()`,
      error_code: error?.code ?? null,
      error_message: error?.message ?? null,
      error_details: error?.details ?? null,
    })
    .where(and(eq(stepAttempts.step_run_id, step_run_id), eq(stepAttempts.attempt, attempt)));
  const changed = await tx
    .update(stepRuns)
    .set({
      status,
      output: end.output,
      error_code: error?.code ?? null,
      error_message: error?.message ?? null,
      ...(status === 'running' ? {} : { finished_at: sql`now()` }),
    })
    .where(
      and(
        eq(stepRuns.step_run_id, step_run_id),
        eq(stepRuns.attempts, attempt),
        status === 'running' ? eq(stepRuns.status, 'running') : undefined,
      ),
    )
    .returning({ id: stepRuns.step_run_id });
  return changed.length > 0;
}

/** How a step without attempts stands: a pure one, a skipped one, a gate. */
export type StepMark = StepHead & {
  readonly status: 'running' | 'waiting_for_approval' | 'completed' | 'skipped' | 'failed';
  readonly output: JsonValue;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly at: Date;
};

const markedSchema = z.array(z.object({ step_id: z.string(), iteration: z.string() }));

/**
 * Writes how such steps stand, each another one, in one statement. May be repeated, also after what came later: a step
 * that has ended does not begin again. Gives those whose standing was not known already.
 */
export async function markSteps(
  tx: TenantTransaction,
  marks: readonly StepMark[],
): Promise<readonly Pick<StepKey, 'step_id' | 'iteration'>[]> {
  const rows = marks.map(({ error, at, ...mark }) => {
    const finished_at = mark.status === 'running' || mark.status === 'waiting_for_approval' ? null : at;
    const because = { error_code: error?.code ?? null, error_message: error?.message ?? null };
    return { ...mark, ...because, started_at: at, finished_at };
  });
  const changed = await tx.execute(sql`
    insert into ${stepRuns} (execution_id, step_id, iteration, phase, kind, action_id, summary, line, status, output,
      error_code, error_message, started_at, finished_at)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as mark (execution_id uuid, step_id text,
      iteration text, phase text, kind text, action_id text, summary text, line integer, status text, output jsonb,
      error_code text, error_message text, started_at timestamptz, finished_at timestamptz)
    on conflict (tenant_id, execution_id, step_id, iteration, phase) do update
      set status = excluded.status, output = excluded.output, error_code = excluded.error_code,
        error_message = excluded.error_message, finished_at = excluded.finished_at
      where ${stepRuns}.status is distinct from excluded.status
        and not (excluded.status = 'running' and ${stepRuns}.status in ('completed', 'skipped', 'failed'))
    returning step_id, iteration`);
  return markedSchema.parse([...changed]);
}

/** The same for one step; false when that was known already. */
export async function markStep(tx: TenantTransaction, mark: StepMark): Promise<boolean> {
  return (await markSteps(tx, [mark])).length > 0;
}

/** Marks a failed step as failed where its attempts left it open: a time-out is known to the workflow alone. */
export async function failOpenStep(
  tx: TenantTransaction,
  step: Omit<StepKey, 'phase'>,
  error: { readonly code: string; readonly message: string },
): Promise<void> {
  await tx
    .update(stepRuns)
    .set({ status: 'failed', error_code: error.code, error_message: error.message, finished_at: sql`now()` })
    .where(
      and(
        eq(stepRuns.execution_id, step.execution_id),
        eq(stepRuns.step_id, step.step_id),
        eq(stepRuns.iteration, step.iteration),
        eq(stepRuns.status, 'running'),
      ),
    );
}
