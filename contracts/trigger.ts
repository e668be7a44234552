import { z } from 'zod';
import type { JsonValue } from './canonical-json.ts';
import { jsonValueSchema } from './json.ts';

/** What made a playbook ask whether to start. */
export const evaluationSourceSchema = z.enum(['schedule', 'event', 'manual']);

/**
 * What came of it: fired (an execution was started), not_fired (`when` did not hold), held (paused), skipped (another
 * execution was in the way), failed (a condition could not be evaluated: fails closed).
 */
export const evaluationResultSchema = z.enum(['fired', 'not_fired', 'held', 'skipped', 'failed']);

/** One expression of `when` with what it gave: `line` is where it stands, `children` its parts with theirs. */
export type EvaluatedExpression = {
  readonly source: string;
  readonly line: number;
  readonly value: JsonValue;
  /** Why there is no value. */
  readonly error: string | null;
  readonly children: readonly EvaluatedExpression[];
};

/** Schema of EvaluatedExpression. */
export const evaluatedExpressionSchema: z.ZodType<EvaluatedExpression> = z.lazy(() =>
  z.object({
    source: z.string(),
    line: z.int().positive(),
    value: jsonValueSchema,
    error: z.string().nullable(),
    children: z.array(evaluatedExpressionSchema),
  }),
);

/** One answer to "does this playbook start for this entity now?". */
export const evaluationSchema = z.object({
  evaluation_id: z.uuid(),
  playbook_id: z.string(),
  playbook_version_id: z.uuid(),
  entity_type: z.string().nullable(),
  entity_id: z.string().nullable(),
  source: evaluationSourceSchema,
  event_id: z.uuid().nullable(),
  result: evaluationResultSchema,
  because: z.string(),
  features: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  values: z.array(evaluatedExpressionSchema),
  execution_id: z.uuid().nullable(),
  due_at: z.iso.datetime(),
  evaluated_at: z.iso.datetime(),
});
/** One answer to "does this playbook start for this entity now?". */
export type Evaluation = z.infer<typeof evaluationSchema>;

/** A trigger that fired, on its way to becoming an execution: the evaluation as it is stored when that has succeeded or been refused. */
export const firedTriggerSchema = z.object({
  evaluation: evaluationSchema.omit({ evaluated_at: true, execution_id: true }),
  entity: z.object({ type: z.string(), id: z.string(), name: z.string() }).nullable(),
  inputs: z.record(z.string(), jsonValueSchema),
  /** The schedule says that a run beside a live one waits for it. */
  queue: z.boolean(),
});
/** A trigger that fired. */
export type FiredTrigger = z.infer<typeof firedTriggerSchema>;

/** How many executions may lead to one another through events: the event of the last one starts nothing more. */
export const mostHops = 10;
