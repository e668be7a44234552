import { z } from 'zod';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { bornAt, type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';
import { testCampaign } from '../testing/test-campaign.ts';

/** A TikTok account with one campaign (9001), one ad group (9002) that holds the budget, and two ads. */
export const account = {
  platform: 'tiktok_ads',
  external_id: '7050000000001',
  name: 'Test account',
  currency: 'USD',
  timezone: 'America/New_York',
  sandbox_token: 'tiktok-token',
} as const;

const answerSchema = z.object({
  code: z.int(),
  message: z.string(),
  request_id: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** A running sandbox with this account; `begin` makes it new again. Every answer must be the platform’s envelope in HTTP 200. */
export async function startTiktok() {
  const sandbox: SandboxProcess = await startSandboxProcess();
  async function begin(campaign: Parameters<typeof testCampaign>[0] = {}): Promise<void> {
    await sandbox.post('/_sandbox/reset', { now: bornAt });
    const spec = testCampaign({ budget_owner: 'ad_set', ...campaign });
    const { status, body } = await sandbox.post('/_sandbox/campaigns', {
      account_id: account.external_id,
      account,
      campaign: spec,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
  }
  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const token = { authorization: '', 'access-token': account.sandbox_token, ...headers };
    const answer = await sandbox.call(method, `/open_api/v1.3/${path}`, body, token);
    if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answerSchema.parse(answer.body);
  }
  const encode = (value: unknown) => encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value));
  return {
    sandbox,
    begin,
    call,
    get: (path: string, query: Record<string, unknown> = {}) => {
      const all = { advertiser_id: account.external_id, ...query };
      return call(
        'GET',
        `${path}?${Object.entries(all)
          .map(([name, value]) => `${name}=${encode(value)}`)
          .join('&')}`,
      );
    },
    post: (path: string, body: object, headers: Record<string, string> = {}) =>
      call('POST', path, { advertiser_id: account.external_id, ...body }, headers),
    /** The lines of the ledger, shortened to thing, field, before and after. */
    lines: async () => {
      const { entries } = ledgerSchema.parse((await sandbox.get('/_sandbox/ledger')).body);
      return entries.map(({ entity_id, field, before, after }) => [entity_id, field, before, after]);
    },
    ledger: async () => ledgerSchema.parse((await sandbox.get('/_sandbox/ledger')).body).entries,
    stop: sandbox.stop,
  };
}
