import type { Answer, SandboxProcess } from './sandbox-process.ts';

/** Ids of the campaign “Hiking Boots – search” and what belongs to it. */
export const boots = {
  customer: '3003003001',
  token: 'sandbox-token-alder-finch-google',
  destination: '730030031',
  campaign: '120240003010',
  budget: '7120240003010',
  ad_group: '220240003010',
  ad: '320240003011',
  asset: '420240003011',
  other_campaign: '120240003020',
} as const;

/** A resource name of the demo’s Google account. */
export const named = (collection: string, ...ids: readonly string[]) =>
  `customers/${boots.customer}/${collection}/${ids.join('~')}`;

/** Calls of the Google Ads API in the name of the demo’s account. */
export function googleCalls(sandbox: SandboxProcess) {
  const authorization = `Bearer ${boots.token}`;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    sandbox.call('POST', path, body, { authorization, ...headers });
  const at = (path: string) => `/v26/customers/${boots.customer}/${path}`;
  return {
    post,
    get: (path: string) => sandbox.call('GET', path, undefined, { authorization }),
    stream: (query: string) => post(at('googleAds:searchStream'), { query }),
    mutate: (collection: string, body: unknown) => post(at(`${collection}:mutate`), body),
    /** One update with a mask. */
    update: (collection: string, update: unknown, updateMask: string) =>
      post(at(`${collection}:mutate`), { operations: [{ update, updateMask }] }),
  };
}
