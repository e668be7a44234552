import { type Answer, bornAt, type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';
import { testCampaign } from '../testing/test-campaign.ts';

/** A LinkedIn account with one campaign group (9001), one campaign (9002) that holds the budget, and two creatives. */
export const account = {
  platform: 'linkedin_ads',
  external_id: '512000001',
  name: 'Test account',
  currency: 'USD',
  timezone: 'UTC',
  sandbox_token: 'linkedin-token',
} as const;
/** The headers that every call of this platform needs. */
export const usualHeaders = {
  authorization: `Bearer ${account.sandbox_token}`,
  'linkedin-version': '202608',
  'x-restli-protocol-version': '2.0.0',
};
/** Percent-encodes a URN for a list of a query. */
export const encoded = (kind: string, id: string) => encodeURIComponent(`urn:li:${kind}:${id}`);
const base = `/rest/adAccounts/${account.external_id}`;
/** Addresses of the account's things. */
export const paths = {
  base,
  group: `${base}/adCampaignGroups/9001`,
  campaign: `${base}/adCampaigns/9002`,
  creative: `${base}/creatives/${encoded('sponsoredCreative', '9003')}`,
} as const;

/** A running sandbox with this account; `begin` makes it new again. */
export async function startLinkedin() {
  const sandbox: SandboxProcess = await startSandboxProcess();
  async function begin(campaign: Parameters<typeof testCampaign>[0] = {}): Promise<void> {
    await sandbox.post('/_sandbox/reset', { now: bornAt });
    const added = {
      account_id: account.external_id,
      account,
      campaign: testCampaign({ budget_owner: 'ad_set', ...campaign }),
    };
    const { status, body } = await sandbox.post('/_sandbox/campaigns', added);
    if (status !== 201) throw new Error(JSON.stringify(body));
  }
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    sandbox.call(method, path, body, { ...usualHeaders, ...headers });
  return {
    sandbox,
    begin,
    call,
    get: (path: string, headers: Record<string, string> = {}) => call('GET', path, undefined, headers),
    find: (path: string) => call('GET', path, undefined, { 'x-restli-method': 'FINDER' }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) => call('POST', path, body, headers),
    patch: (path: string, set: unknown, remove: readonly string[] = []) =>
      call(
        'POST',
        path,
        { patch: { $set: set, ...(remove.length > 0 ? { $delete: remove } : {}) } },
        { 'x-restli-method': 'PARTIAL_UPDATE' },
      ),
    /** The lines of the ledger, shortened to what a test looks at. */
    ledger: async () => {
      const { body } = await sandbox.get('/_sandbox/ledger');
      return body;
    },
    stop: sandbox.stop,
  };
}
