import { z } from 'zod';
import { listAdAccounts } from '../../../db/queries/ad-accounts.ts';
import { listConversions } from '../../../db/queries/conversion-batches.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';
import { pageFields, pageSchema, readCursor, toPageBody } from '../../operation/paging.ts';
import { accountOrRefuse } from '../ad-accounts/find-or-refuse.ts';
import { conversionSchema } from './conversion-schema.ts';

/** What became of conversions, the last heard of first. */
export const listConversionsOperation = defineOperation({
  method: 'get',
  path: '/v2/conversions',
  id: 'list_conversions',
  tag: 'conversions',
  summary: 'List what became of conversions.',
  access: 'accounts:read',
  params: nothing,
  query: z.strictObject({
    ...pageFields,
    account: z.string().max(255).optional().describe('only of this account: our uuid, or external_id'),
    state: conversionSchema.shape.state.optional(),
    event_id: z.string().max(128).optional(),
  }),
  body: noBody,
  responses: { 200: { description: 'A page of conversions.', schema: pageSchema(conversionSchema) } },
  errors: ['ACCOUNT_NOT_FOUND'],
  async handle({ query, inTenant }) {
    const { limit, cursor, account, state = null, event_id = null } = query;
    const { page, accounts } = await inTenant(async (tx) => {
      const only = account === undefined ? null : (await accountOrRefuse(tx, account)).ad_account_id;
      const filter = { limit, after: readCursor(cursor), ad_account_id: only, state, event_id };
      return { page: await listConversions(tx, filter), accounts: await listAdAccounts(tx) };
    });
    const known = new Map(accounts.map((each) => [each.ad_account_id, each]));
    return json(
      200,
      toPageBody(page, ({ tenant_id: _tenant, upload_id: id, happened_at, updated_at, ...row }) => ({
        ...{ id, ...row, happened_at: happened_at.toISOString(), updated_at: updated_at.toISOString() },
        account_name: known.get(row.ad_account_id)?.name,
        platform: known.get(row.ad_account_id)?.platform,
      })),
    );
  },
});
