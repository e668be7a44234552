import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { credentialSchema } from '../../../contracts/credential.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { platformSchema } from '../../../contracts/platform.ts';
import { connectAccount, findOnlyBrand, listAccountFacts } from '../../../db/queries/account-list.ts';
import { appendAudit } from '../../../db/queries/audit.ts';
import { findBrand } from '../../../db/queries/brands.ts';
import { sealCredential } from '../../../db/queries/credentials.ts';
import { listStreams } from '../../../db/queries/sync-streams.ts';
import type { TenantTransaction } from '../../dependencies.ts';
import { defineOperation, json, nothing } from '../../operation/operation.ts';
import { adAccountSchema } from './account-schema.ts';
import { toAccount } from './account-view.ts';
import { trySync } from './start-sync.ts';

const secret = z.string().min(1).max(8_192);

/** An account and what opens it. Name, currency and time zone are the platform's to tell. */
const connectionBodySchema = z.strictObject({
  platform: platformSchema,
  external_id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .describe('the platform’s id of the account, such as act_1'),
  credential: z.strictObject({
    access_token: secret,
    refresh_token: secret.nullable().default(null),
    expires_at: credentialSchema.shape.expires_at.default(null),
  }),
  brand: z.string().min(1).max(255).optional().describe('id or name; may be left out where there is only one'),
  platform_settings: z
    .record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), z.string().max(255))
    .default({})
    .describe('what else the platform must be told, such as Google’s login_customer_id; never a secret'),
});

/**
 * Connects an ad account: the credential is stored sealed and never shown again, and a first sync is started, which finds out
 * whether the platform takes it. This process talks to no platform itself. Connecting a known account replaces its credential.
 */
export const connectAdAccount = defineOperation({
  method: 'post',
  path: '/v2/ad-accounts',
  id: 'connect_ad_account',
  tag: 'accounts',
  summary: 'Connect an ad account, or give it a new credential.',
  access: 'accounts:connect',
  params: nothing,
  query: nothing,
  body: connectionBodySchema,
  responses: {
    201: {
      description: 'Stored. The first sync tells whether the platform takes the credential.',
      schema: z.object({
        account: adAccountSchema,
        execution_id: z
          .uuid()
          .nullable()
          .describe('the first sync; null when one runs already, or its playbook is not there'),
      }),
    },
  },
  errors: ['UNAVAILABLE'],
  async handle({ body, deps, principal, inTenant }) {
    const { platform, external_id, credential, platform_settings } = body;
    const { tenant_id, user_id, email } = principal;
    const key = deps.settings.credentials_key;
    if (key === null)
      throw new CodedError('UNAVAILABLE', 'This API has no MBI_CREDENTIALS_KEY, so it can keep no credentials.');
    const credential_ciphertext = sealCredential(JSON.stringify(credential), {
      ...{ key, account: { tenant_id, platform, external_id } },
    });
    const stored = await inTenant(async (tx) => {
      const brand_id = await brandOrRefuse(tx, body.brand);
      const account = { brand_id, platform, external_id, name: external_id, platform_settings, credential_ciphertext };
      const done = await connectAccount(tx, account);
      await appendAudit(tx, {
        action: done.connected_before ? 'ad_account.reconnected' : 'ad_account.connected',
        ...{ actor_user_id: user_id, actor_email: email, entity_type: 'ad_account', entity_id: done.ad_account_id },
        details: { platform, external_id, platform_settings, api_key_id: principal.api_key_id },
      });
      return done;
    });
    const { ad_account_id } = stored;
    const sync = { account: { ad_account_id, external_id }, name: external_id, backfill_days: null };
    const execution_id = await trySync(deps, { principal, inTenant }, { ...sync, execution_id: randomUUID() });
    const shown = await inTenant(async (tx) => {
      const { rows } = await listAccountFacts(tx, { limit: 1, offset: 0, ad_account_id });
      const [row] = rows;
      if (row === undefined) throw new CodedError('ACCOUNT_NOT_FOUND', `There is no ad account ${external_id}.`);
      return toAccount(row, await listStreams(tx, ad_account_id));
    });
    return json(201, { account: shown, execution_id }, { 'Cache-Control': 'no-store' });
  },
});

async function brandOrRefuse(tx: TenantTransaction, brand: string | undefined): Promise<string> {
  const found = brand === undefined ? await findOnlyBrand(tx) : ((await findBrand(tx, brand))?.brand_id ?? null);
  if (found !== null) return found;
  const detail = brand === undefined ? 'There are several brands: say which.' : `There is no brand ${brand}.`;
  throw new CodedError('REQUEST_INVALID', detail, { errors: [{ pointer: '/body/brand', detail }] });
}
