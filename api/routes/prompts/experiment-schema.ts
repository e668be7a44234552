import { z } from 'zod';
import type { PromptExperiment } from '../../../db/queries/prompt-experiments.ts';
import { moment } from '../../operation/paging.ts';

/** Two versions of a prompt side by side, as the API shows it. */
export const experimentSchema = z.object({
  prompt_experiment_id: z.uuid(),
  prompt_name: z.string(),
  version_a: z.string(),
  version_b: z.string(),
  share_b_pct: z.int(),
  status: z.enum(['running', 'stopped', 'promoted']),
  started_at: moment,
  started_by_email: z.string().nullable(),
  ended_at: moment.nullable(),
  ended_by_email: z.string().nullable(),
});

/** A row as the API shows it. */
export function toExperiment({ tenant_id: _tenant, started_at, ended_at, ...rest }: PromptExperiment) {
  return { ...rest, started_at: started_at.toISOString(), ended_at: ended_at?.toISOString() ?? null };
}
