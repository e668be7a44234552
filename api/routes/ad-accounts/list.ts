import { z } from 'zod';
import { listAccountFacts } from '../../../db/queries/account-list.ts';
import { listStreams } from '../../../db/queries/sync-streams.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { adAccountSchema, sliceFields, sliceSchema } from './account-schema.ts';
import { toAccount } from './account-view.ts';

/** The ad accounts of the tenant, by platform and name. */
export const listAdAccountsOperation = defineOperation({
  method: 'get',
  path: '/v2/ad-accounts',
  id: 'list_ad_accounts',
  tag: 'accounts',
  summary: 'List ad accounts with what their platforms can do and whether they can be reached.',
  access: 'accounts:read',
  params: nothing,
  query: z.strictObject(sliceFields),
  body: noBody,
  responses: { 200: { description: 'A slice of the accounts.', schema: sliceSchema(adAccountSchema) } },
  errors: [],
  async handle({ query, inTenant }) {
    const { rows, total, streams } = await inTenant(async (tx) => ({
      ...(await listAccountFacts(tx, { ...query, ad_account_id: null })),
      streams: await listStreams(tx),
    }));
    return json(200, { data: rows.map((row) => toAccount(row, streams)), total, ...query });
  },
});
