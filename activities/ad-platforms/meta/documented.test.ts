import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdPlatformAdapter, EntityReference } from '../../../contracts/ad-platform.ts';
import { publicPicture } from '../../../tests/ad-platforms/public-picture.ts';
import { type ReplayServer, startReplayServer } from '../../../tests/ad-platforms/replay-server.ts';
import { createMetaAdapter } from './index.ts';

// Every request of the adapter against the forms that Meta documents, byte for byte where an example is given.

const account_id = 'act_1';
const reference = (entity_type: EntityReference['entity_type'], entity_id: string) => ({
  ...{ account_id, entity_type, entity_id },
});
const picture = Buffer.from('a picture');

let server: ReplayServer;
let adapter: AdPlatformAdapter;
beforeEach(async () => {
  server = await startReplayServer();
  adapter = createMetaAdapter({
    ...{ base_url: server.url, api_version: 'v26.0', access_token: 't', account_id, currency: 'USD', page_id: '77' },
    now: () => new Date('2026-11-21T12:00:00Z'),
    getPublic: publicPicture(picture),
  });
});
afterEach(() => server.stop());

/** What was sent while `work` ran, with forms decoded. */
async function sentBy(work: () => Promise<unknown>) {
  const before = server.received.length;
  await work();
  return server.received.slice(before).map(({ method, path, query, headers, body }) => ({
    line: `${method} ${path}`,
    query,
    body: headers['content-type'] === 'application/json' ? JSON.parse(body) : decodeURIComponent(body),
  }));
}
const success = { body: { success: true } };
const targeting = {
  geo_locations: { countries: ['DE'] },
  age_min: 21,
  custom_audiences: [{ id: '11', name: 'Buyers' }],
  targeting_automation: { advantage_audience: 0, individual_setting: { age: 1 } },
};
const adSet = { body: { id: '5', name: 'Set', status: 'ACTIVE', targeting } };

describe('a change is POST /{id} with one absolute value', () => {
  it.each([
    ['campaign', 'daily_budget_minor', 46_000, 'daily_budget=46000'],
    ['campaign', 'lifetime_budget_minor', 900_000, 'lifetime_budget=900000'],
    ['ad_set', 'lifetime_budget_minor', 900_000, 'lifetime_budget=900000'],
    ['ad_set', 'bid_amount_minor', 288, 'bid_amount=288'],
    ['ad_set', 'status', 'paused', 'status=PAUSED'],
    ['ad_set', 'starts_at', '2026-12-01T10:00:00.000Z', 'start_time=2026-12-01T10:00:00+0000'],
    ['ad_set', 'ends_at', '2026-12-24T18:30:00.000Z', 'end_time=2026-12-24T18:30:00+0000'],
    ['ad_set', 'ends_at', '', 'end_time=0'],
    ['ad', 'creative_id', '77', 'creative={"creative_id":"77"}'],
  ] as const)('%s %s %s', async (entity_type, field, value, body) => {
    server.answerWith(success);
    const sent = await sentBy(() =>
      adapter.write({ reference: reference(entity_type, '5'), field, value, request_id: 'r' }),
    );
    expect(sent).toEqual([{ line: 'POST /v26.0/5', query: {}, body }]);
  });
});

describe('an audience is set by the whole targeting, because it replaces', () => {
  it.each([
    ['included_audience_ids', '12,13', { custom_audiences: [{ id: '12' }, { id: '13' }] }],
    ['included_audience_ids', '', { custom_audiences: [] }],
    ['excluded_audience_ids', '14', { excluded_custom_audiences: [{ id: '14' }] }],
    ['audience_expansion', 'on', { targeting_automation: { advantage_audience: 1, individual_setting: { age: 1 } } }],
  ] as const)('%s %s', async (field, value, changed) => {
    server.answerWith(adSet, success);
    const sent = await sentBy(() =>
      adapter.write({ reference: reference('ad_set', '5'), field, value, request_id: 'r' }),
    );
    expect(sent.map((each) => each.line)).toEqual(['GET /v26.0/5', 'POST /v26.0/5']);
    const body: string = sent[1]?.body;
    expect(JSON.parse(body.replace('targeting=', ''))).toEqual({ ...targeting, ...changed });
  });
  it.each([
    ['included_audience_ids', '11;12'],
    ['excluded_audience_ids', 'all'],
    ['audience_expansion', '1'],
    ['starts_at', 'soon'],
  ] as const)('%s %s is refused before anything is sent', async (field, value) => {
    const sent = await sentBy(async () => {
      const write = { reference: reference('ad_set', '5'), field, value, request_id: 'r' };
      await expect(adapter.write(write)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    });
    expect(sent).toEqual([]);
  });
  it('an ad set without a targeting that Meta shows is not given one', async () => {
    server.answerWith({ body: { id: '5', status: 'ACTIVE' } });
    const write = { reference: reference('ad_set', '5'), field: 'audience_expansion', value: 'on', request_id: 'r' };
    const sent = await sentBy(async () => {
      await expect(adapter.write({ ...write, field: 'audience_expansion' })).rejects.toMatchObject({
        code: 'PLATFORM_REFUSED',
      });
    });
    expect(sent).toHaveLength(1);
  });
});

describe('a creative', () => {
  const content = {
    name: 'Autumn boots',
    headline: 'Dry feet all day',
    body: 'Boots for wet trails.',
    link_url: 'https://shop.example/boots',
    image_url: 'https://pictures.example/boots.png',
    call_to_action: 'book_now',
  } as const;
  const value = '0123456789abcdef';
  const write = {
    reference: reference('creative', `mbi-${value}`),
    ...({ field: 'content_digest', value, content, request_id: 'r' } as const),
  };
  const look = { line: 'GET /v26.0/act_1/adcreatives', body: '' };

  it('is not made of another image than was agreed to', async () => {
    server.answerWith({ body: { data: [] } });
    const swapped = { ...write, content: { ...content, image_sha256: '0'.repeat(64) } };
    const sent = await sentBy(async () => {
      await expect(adapter.write(swapped)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    });
    expect(sent).toMatchObject([look]);
  });
  it('is looked up by its key, its image uploaded as bytes, and made from page and link data', async () => {
    server.answerWith({ body: { data: [] } }, { body: { images: { bytes: { hash: 'h1' } } } }, { body: { id: '9' } });
    const [lookup, image, made] = await sentBy(() => adapter.write(write));
    expect(lookup).toMatchObject(look);
    expect(lookup?.query.filtering).toBe(`[{"field":"name","operator":"CONTAIN","value":"mbi-${value}"}]`);
    expect(image).toMatchObject({
      line: 'POST /v26.0/act_1/adimages',
      body: `bytes=${picture.toString('base64')}`,
    });
    const form = new URLSearchParams(made?.body.replaceAll('+', ' '));
    expect(made?.line).toBe('POST /v26.0/act_1/adcreatives');
    expect(form.get('name')).toBe(`Autumn boots mbi-${value}`);
    expect(JSON.parse(form.get('object_story_spec') ?? '')).toEqual({
      page_id: '77',
      link_data: {
        link: 'https://shop.example/boots',
        message: 'Boots for wet trails.',
        name: 'Dry feet all day',
        image_hash: 'h1',
        call_to_action: { type: 'BOOK_NOW', value: { link: 'https://shop.example/boots' } },
      },
    });
  });
  it('that is there already is not made again, whatever else the filter lets through', async () => {
    const rows = [
      { id: '7', name: `Other mbi-${value}0`, status: 'ACTIVE' },
      { id: '8', name: `Autumn boots mbi-${value}`, status: 'ACTIVE' },
    ];
    server.answerWith({ body: { data: rows } }, { body: { data: rows } });
    expect(await sentBy(() => adapter.write(write))).toMatchObject([look]);
    const found = { creative_id: '8', content_digest: value, status: 'active' };
    expect(await adapter.readEntity(write.reference)).toMatchObject(found);
  });
  it('under another key than its digest, or without a page, is not made', async () => {
    const pageless = createMetaAdapter({
      ...{ base_url: server.url, api_version: 'v26.0', access_token: 't', account_id, currency: 'USD' },
    });
    const sent = await sentBy(async () => {
      const other = { ...write, value: 'f'.repeat(16) };
      await expect(adapter.write(other)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
      await expect(pageless.write(write)).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
    });
    expect(sent).toEqual([]);
  });
  it('whose image could not be uploaded was not made, and the write may be tried again', async () => {
    server.answerWith({ body: { data: [] } }, { drop: true });
    await expect(adapter.write(write)).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' });
  });
});
