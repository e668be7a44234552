import { CodedError } from '../../../contracts/errors/index.ts';
import { findGoldenExample } from '../../../db/queries/golden-set.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { goldenExamplePath, storedExampleSchema, toListedExample } from './golden-example-schema.ts';

/** One golden example with the context that was seen when the decision was made. */
export const showGoldenExample = defineOperation({
  method: 'get',
  path: '/api/v1/golden-examples/:id',
  id: 'show_golden_example',
  tag: 'evaluations',
  summary: 'Show a golden example with its context.',
  access: 'evaluations:read',
  params: goldenExamplePath,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The example.', schema: storedExampleSchema } },
  errors: ['GOLDEN_EXAMPLE_NOT_FOUND'],
  async handle({ params, inTenant }) {
    const row = await inTenant((tx) => findGoldenExample(tx, params.id));
    if (row === null) throw new CodedError('GOLDEN_EXAMPLE_NOT_FOUND', `There is no golden example ${params.id}.`);
    return json(200, { ...toListedExample(row), context: row.context });
  },
});
