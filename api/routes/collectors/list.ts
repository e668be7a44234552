import { z } from 'zod';
import { collectorHealthStates, collectorNames } from '../../../contracts/collector.ts';
import { listCollectorHealth } from '../../../db/queries/collector-health.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { moment } from '../../operation/paging.ts';

const collectorSchema = z.object({
  collector_name: z.enum(collectorNames),
  status: z.enum(collectorHealthStates).nullable().describe('null until it has been called or probed'),
  last_check: moment.nullable(),
  response_time_ms: z.int().nullable(),
  error_message: z.string().nullable(),
  recent: z.array(z.boolean()).describe('the newest five calls, newest first: did they succeed?'),
});

/** How each collector of the context stands. */
export const listCollectors = defineOperation({
  method: 'get',
  path: '/v2/collectors',
  id: 'list_collectors',
  tag: 'context',
  summary: 'List the collectors with their health.',
  access: 'recommendations:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'Every collector.', schema: z.object({ data: z.array(collectorSchema) }) } },
  errors: [],
  async handle({ inTenant }) {
    const rows = await inTenant((tx) => listCollectorHealth(tx));
    const data = collectorNames.map((collector_name) => {
      const row = rows.find((each) => each.collector_name === collector_name);
      return {
        collector_name,
        status: row?.status ?? null,
        last_check: row?.last_check.toISOString() ?? null,
        response_time_ms: row?.response_time_ms ?? null,
        error_message: row?.error_message ?? null,
        recent: row?.recent ?? [],
      };
    });
    return json(200, { data });
  },
});
