import { z } from 'zod';
import { listGoldenExamples as readExamples } from '../../../db/queries/golden-set.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { listedExampleSchema, toListedExample } from './golden-example-schema.ts';

/** Cases in which the right answer is known, with where they stand in their review. */
export const listGoldenExamples = defineOperation({
  method: 'get',
  path: '/api/v1/golden-examples',
  id: 'list_golden_examples',
  tag: 'evaluations',
  summary: 'List golden examples and candidates for them.',
  access: 'evaluations:read',
  params: nothing,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(500).optional().describe('next_cursor of the page before'),
    status: z.enum(['candidate', 'accepted', 'rejected']).optional(),
    tag: z.string().max(100).optional(),
  }),
  body: noBody,
  responses: {
    200: {
      description: 'A page of examples, by id.',
      schema: z.object({ data: z.array(listedExampleSchema), next_cursor: z.string().nullable() }),
    },
  },
  errors: [],
  async handle({ query, inTenant }) {
    const { limit, cursor = null, status = null, tag = null } = query;
    const rows = await inTenant((tx) => readExamples(tx, { limit: limit + 1, after: cursor, status, tag }));
    const data = rows.slice(0, limit).map(toListedExample);
    return json(200, { data, next_cursor: rows.length > limit ? (data.at(-1)?.example_id ?? null) : null });
  },
});
