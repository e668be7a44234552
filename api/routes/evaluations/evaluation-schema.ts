import { z } from 'zod';
import { evaluationSchema } from '../../../contracts/trigger.ts';
import type { EvaluationRow } from '../../../db/queries/trigger-evaluations.ts';

/** An answer to "does this playbook start?", with the version of the playbook that was asked. */
export const listedEvaluationSchema = evaluationSchema.extend({ version: z.int().nullable() });

/** An evaluation as the API shows it. */
export function toEvaluation({ tenant_id, ...row }: EvaluationRow & { readonly version: number | null }) {
  return row;
}
