import { z } from 'zod';
import { readEntityNames } from '../../../db/queries/entity-names.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';

const mostIds = 100;

/** What people call things on the ad platforms, so that no screen has to show an id. Unknown ids are left out. */
export const showNames = defineOperation({
  method: 'get',
  path: '/v2/names',
  id: 'show_names',
  tag: 'campaigns',
  summary: 'Tell the names of campaigns, ad sets, ads, creatives and audiences.',
  access: 'campaigns:read',
  params: nothing,
  query: z.strictObject({
    ids: z
      .string()
      .max(6_500)
      .transform((text) => [...new Set(text.split(',').filter((id) => id !== ''))])
      .pipe(z.array(z.string().max(64)).max(mostIds))
      .describe(`the platforms’ ids, at most ${mostIds}, with commas between`),
  }),
  body: noBody,
  responses: {
    200: {
      description: 'The known names by id.',
      schema: z.object({ names: z.record(z.string(), z.string()) }),
    },
  },
  errors: [],
  async handle({ query, inTenant }) {
    const names = await inTenant((tx) => readEntityNames(tx, query.ids));
    return json(200, { names: Object.fromEntries(names) });
  },
});
