import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityReference } from '../../../contracts/ad-platform.ts';
import { openLinkedIn, type ReplayedLinkedIn, recorded } from '../../../tests/ad-platforms/linkedin-on-replay.ts';

const account_id = '504004001';
const group: EntityReference = { account_id, entity_type: 'campaign', entity_id: '613870146' };
const campaign: EntityReference = { account_id, entity_type: 'ad_set', entity_id: '338763756' };

let linkedin: ReplayedLinkedIn;
beforeAll(async () => {
  linkedin = await openLinkedIn();
});
afterAll(() => linkedin.stop());

describe('what the wire may do to a read', () => {
  it('an address of more than 4,000 signs goes as a form that stands for a GET', async () => {
    const long = linkedin.adapterWith({ base_url: `${linkedin.server.url}/${'long/'.repeat(800)}` });
    linkedin.answerWith({ body: recorded('creatives') });
    await long.listChildren(campaign);
    const [request] = linkedin.sent();
    expect(request).toMatchObject({ method: 'POST', query: {} });
    expect(request?.headers).toMatchObject({
      'x-http-method-override': 'GET',
      'content-type': 'application/x-www-form-urlencoded',
      'x-restli-method': 'FINDER',
    });
    expect(request?.body).toBe(
      'q=criteria&campaigns=List(urn%3Ali%3AsponsoredCampaign%3A338763756)&sortOrder=ASCENDING&pageSize=100',
    );
  });
  it('after eight failures in a row nothing is asked any more, and nothing is sent', async () => {
    const left = linkedin.adapterWith({ outage_pause_seconds: 60 });
    linkedin.answerWith(...Array.from({ length: 8 }, () => ({ status: 503 })));
    const unavailable = { code: 'PLATFORM_UNAVAILABLE' };
    for (let call = 0; call < 10; call += 1) await expect(left.readEntity(group)).rejects.toMatchObject(unavailable);
    const write = { reference: group, field: 'status', value: 'paused', request_id: 'r' } as const;
    await expect(left.write(write)).rejects.toMatchObject({ ...unavailable, retryAfterSeconds: 60 });
    expect(linkedin.sent()).toHaveLength(8);
  });
});
