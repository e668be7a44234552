import { z } from 'zod';
import { goldenExampleSchema } from '../../../contracts/golden-example.ts';
import type { GoldenRow } from '../../../db/queries/golden-set.ts';
import { anyJson, moment } from '../../operation/paging.ts';

/** A golden example in a list: without its context, which is long. */
export const listedExampleSchema = goldenExampleSchema
  .omit({ context: true, cause: true, human_decision: true })
  .extend({
    human_decision: z.string(),
    status: z.enum(['candidate', 'accepted', 'rejected']),
    self_confirmed: z.boolean().describe('the person approved what the agent had proposed: weak evidence'),
    recommendation_id: z.uuid().nullable(),
    dataset_version: z.string().nullable(),
    reviewed_by_email: z.string().nullable(),
    reviewed_at: moment.nullable(),
    created_at: moment,
  });

/** A golden example with its context. */
export const storedExampleSchema = listedExampleSchema.extend({ context: anyJson });

/** A row as a list shows it. */
export function toListedExample({ context, ...row }: GoldenRow) {
  return {
    ...row,
    self_confirmed: row.tags.includes('self_confirmed'),
    decision_date: row.decision_date.toISOString(),
    reviewed_at: row.reviewed_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}

/** Where an example is named in a path. */
export const goldenExamplePath = z.strictObject({ id: z.string().min(1).max(200) });
