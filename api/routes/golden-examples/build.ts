import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { buildGoldenExamples as build } from '../../../db/queries/golden-set.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';

/** Makes candidates of the decisions of a range of dates that a person made and whose outcome was measured. */
export const buildGoldenExamples = defineOperation({
  method: 'post',
  path: '/api/v1/golden-examples',
  id: 'build_golden_examples',
  tag: 'evaluations',
  summary: 'Turn decisions of a range of dates into candidates for golden examples.',
  access: 'golden:review',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    from: z.iso.datetime({ offset: true }).describe('decided at or after'),
    until: z.iso.datetime({ offset: true }).describe('decided before'),
  }),
  responses: {
    200: {
      description: 'The new candidates; what was added before is not added again.',
      schema: z.object({
        added: z.array(z.string()),
        unusable: z.int().describe('decisions that name no workflow, or whose context cannot be read'),
      }),
    },
  },
  errors: [],
  idempotent: true,
  async handle({ body, inTenant }) {
    const [from, until] = [new Date(body.from), new Date(body.until)];
    if (from >= until) {
      const detail = 'This lies at or after the end of the range.';
      throw new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: '/body/from', detail }] });
    }
    return json(200, await inTenant((tx) => build(tx, { from, until })));
  },
});
