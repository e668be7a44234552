import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { type GoogleReplay, mutated, openGoogleReplay, stream } from '../../../tests/ad-platforms/google-replay.ts';
import { publicPicture } from '../../../tests/ad-platforms/public-picture.ts';

let replay: GoogleReplay;
beforeAll(async () => {
  replay = await openGoogleReplay();
});
afterAll(() => replay.server.stop());

const value = '0123456789abcdef';
const reference = { account_id: '1', entity_type: 'creative', entity_id: `mbi-${value}` } as const;
const content: CreativeContent = {
  ...{ name: 'Autumn boots', headline: 'Dry feet', body: 'Boots for wet trails.', call_to_action: null },
  ...{ link_url: 'https://shop.example/boots', image_url: null },
};
const write = { reference, field: 'content_digest', value, content, request_id: 'r' } as const;
const asset = { id: '77', name: `Autumn boots mbi-${value}`, type: 'IMAGE' };
const nothing = stream();
const cdn = 'https://cdn.example/boots.png';

const withImage = (bytes: Uint8Array, media_type?: string) => ({ getPublic: publicPicture(bytes, media_type) });

describe('a creative', () => {
  it('is found by the key in the name of its asset', async () => {
    replay.server.answerWith(stream([{ asset: { id: '70', name: 'another' } }, { asset }]));
    expect(await replay.adapter().readEntity(reference)).toMatchObject({
      ...{ entity_id: `mbi-${value}`, creative_id: '77', content_digest: value, status: 'active' },
      ...{ name: asset.name, parent_id: null },
    });
    expect(replay.sent()[0]?.json.query).toBe(
      `SELECT asset.resource_name, asset.id, asset.name, asset.type FROM asset WHERE asset.name LIKE '%mbi-${value}%'`,
    );
  });
  it('that does not exist yet is nothing, and no error', async () => {
    replay.server.answerWith(nothing);
    expect(await replay.adapter().readEntity(reference)).toMatchObject({
      ...{ status: 'deleted', creative_id: null, content_digest: null, name: reference.entity_id },
    });
  });
  it('without an image is a text that bears the name, and a second text', async () => {
    replay.server.answerWith(nothing, mutated('customers/1/assets/77', 'customers/1/assets/78'));
    expect(await replay.adapter().write(write)).toEqual({ platform_request_id: 'G1' });
    expect(replay.sent()[1]).toMatchObject({
      path: '/v26/customers/1/assets:mutate',
      json: {
        operations: [
          { create: { name: asset.name, type: 'TEXT', textAsset: { text: 'Dry feet' } } },
          { create: { type: 'TEXT', textAsset: { text: 'Boots for wet trails.' } } },
        ],
        ...{ partialFailure: false, validateOnly: false },
      },
    });
  });
  it('with an image is that image under the name, and its words', async () => {
    replay.server.answerWith(nothing, mutated('a', 'b', 'c'));
    const seams = withImage(new Uint8Array([137, 80, 78, 71]));
    await replay.adapter(seams).write({ ...write, content: { ...content, image_url: cdn } });
    expect(replay.sent()[1]?.json.operations).toEqual([
      { create: { name: asset.name, type: 'IMAGE', imageAsset: { data: 'iVBORw==' } } },
      { create: { type: 'TEXT', textAsset: { text: 'Dry feet' } } },
      { create: { type: 'TEXT', textAsset: { text: 'Boots for wet trails.' } } },
    ]);
  });
  it('that is there is not made again', async () => {
    replay.server.answerWith(stream([{ asset }]));
    expect(await replay.adapter().write(write)).toEqual({ platform_request_id: null });
    expect(replay.sent()).toHaveLength(1);
  });
  it.each([
    ['an address that is none', { ...content, link_url: 'not an address' }],
    ['an address that is no page', { ...content, link_url: 'javascript:alert(1)' }],
    ['no content', undefined],
  ])('with %s is refused before anything is sent', async (_name, other) => {
    const wrong = { reference, field: 'content_digest', value, request_id: 'r' } as const;
    const made = replay.adapter().write(other === undefined ? wrong : { ...wrong, content: other });
    await expect(made).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(replay.sent()).toEqual([]);
  });
  it('whose digest is not its key is refused', async () => {
    const other = replay.adapter().write({ ...write, value: 'fedcba9876543210' });
    await expect(other).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(replay.sent()).toEqual([]);
  });
  it.each([
    ['too large', withImage(new Uint8Array(5_120 * 1024 + 1)), /5120 KB/],
    ['no image', withImage(new Uint8Array(3), 'text/html'), /image/],
    ['in a network of our own', {}, /public/, { image_url: 'https://10.0.0.7/boots.png' }],
    ['another than was agreed to', withImage(new Uint8Array(3)), /agreed/, { image_sha256: '0'.repeat(64) }],
  ])('whose image is %s is refused, and nothing is made', async (_name, seams, words, image?: object) => {
    replay.server.answerWith(nothing);
    const made = replay.adapter(seams).write({ ...write, content: { ...content, image_url: cdn, ...image } });
    await expect(made).rejects.toMatchObject({ code: 'PLATFORM_REFUSED', message: expect.stringMatching(words) });
    expect(replay.sent()).toHaveLength(1);
  });
});
