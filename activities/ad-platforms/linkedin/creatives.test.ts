import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { openLinkedIn, type ReplayedLinkedIn, recorded } from '../../../tests/ad-platforms/linkedin-on-replay.ts';
import { publicPicture } from '../../../tests/ad-platforms/public-picture.ts';
import { littleText } from './creatives.ts';

const value = '0123456789abcdef';
const reference = { account_id: '504004001', entity_type: 'creative', entity_id: `mbi-${value}` } as const;
const content: CreativeContent = {
  name: 'Autumn boots',
  headline: 'Dry feet all day',
  body: 'Boots for wet trails (tested).',
  link_url: 'https://shop.example/boots',
  image_url: null,
  call_to_action: 'shop_now',
};
const write = { reference, field: 'content_digest', value, content, request_id: 'r' } as const;
const nothing = { body: { elements: [], paging: { start: 0, count: 100, total: 0 } } };
const account = { body: { id: 504_004_001, currency: 'EUR', reference: 'urn:li:organization:2414183' } };
const made = { status: 201, body: '', headers: { 'x-restli-id': 'urn:li:share:6778045555198214101' } };

let linkedin: ReplayedLinkedIn;
let adapter: AdPlatformAdapter;
beforeAll(async () => {
  linkedin = await openLinkedIn();
});
afterAll(() => linkedin.stop());
beforeEach(() => {
  adapter = linkedin.adapterWith();
});
const steps = () => linkedin.sent().map((request) => `${request.method} ${request.path}`);

describe('reading a creative of ours', () => {
  it('it is found among the account’s posts by the key in its name', async () => {
    linkedin.answerWith({ body: recorded('posts') });
    expect(await adapter.readEntity(reference)).toMatchObject({
      ...reference,
      name: `Autumn boots mbi-${value}`,
      status: 'active',
      creative_id: '6778045555198214101',
      content_digest: value,
      parent_id: null,
    });
    expect(linkedin.sent()[0]?.target).toBe(
      '/rest/posts?q=dscAdAccount&dscAdAccount=urn%3Ali%3AsponsoredAccount%3A504004001' +
        '&dscAdTypes=List(STANDARD,VIDEO)&start=0&count=100',
    );
  });
  it('one that is not there is no error', async () => {
    linkedin.answerWith({ body: recorded('posts') });
    const other = { ...reference, entity_id: 'mbi-ffffffffffffffff' };
    expect(await adapter.readEntity(other)).toMatchObject({
      ...{ entity_id: 'mbi-ffffffffffffffff', status: 'deleted', creative_id: null, content_digest: null },
    });
  });
  it('it is looked for on every page, and not beyond the one where it is', async () => {
    const small = linkedin.adapterWith({ page_size: 1 });
    const page = (dscName: string) => ({
      body: { elements: [{ id: 'urn:li:share:1', adContext: { dscName } }], paging: { total: 9 } },
    });
    linkedin.answerWith(page('mbi-0123456789abcde'), page(`x mbi-${value}`));
    expect((await small.readEntity(reference)).creative_id).toBe('1');
    expect(linkedin.sent().map((request) => request.query.start)).toEqual(['0', '1']);
  });
});

describe('making a creative', () => {
  it('without an image is one post that is shown nowhere', async () => {
    linkedin.answerWith(nothing, account, made);
    expect(await adapter.write(write)).toEqual({ platform_request_id: 'urn:li:share:6778045555198214101' });
    expect(steps()).toEqual(['GET /rest/posts', 'GET /rest/adAccounts/504004001', 'POST /rest/posts']);
    expect(JSON.parse(linkedin.sent()[2]?.body ?? '')).toEqual({
      adContext: {
        dscAdAccount: 'urn:li:sponsoredAccount:504004001',
        dscName: `Autumn boots mbi-${value}`,
        dscStatus: 'ACTIVE',
      },
      author: 'urn:li:organization:2414183',
      commentary: 'Boots for wet trails \\(tested\\).',
      visibility: 'PUBLIC',
      distribution: { feedDistribution: 'NONE', targetEntities: [], thirdPartyDistributionChannels: [] },
      content: { article: { source: 'https://shop.example/boots', title: 'Dry feet all day' } },
      contentLandingPage: 'https://shop.example/boots',
      contentCallToActionLabel: 'SHOP_NOW',
      lifecycleState: 'PUBLISHED',
      isReshareDisabledByAuthor: true,
    });
  });

  const pixel = Buffer.from('89504e470d0a1a0a', 'hex');
  const withImage = { ...write, content: { ...content, image_url: 'https://pictures.example/boots.png' } };
  const pictured = (media_type?: string) => linkedin.adapterWith({ getPublic: publicPicture(pixel, media_type) });
  const upload = (uploadUrl: string) => ({ body: { value: { uploadUrl, image: 'urn:li:image:C4E10' } } });

  it('with an image puts its bytes where LinkedIn says, then names it in the post', async () => {
    const uploadUrl = `${linkedin.server.url}/dms-uploads/1?sig=abc`;
    linkedin.answerWith(nothing, account, upload(uploadUrl), { status: 201, body: '' }, made);
    await pictured().write(withImage);
    expect(steps().slice(2)).toEqual(['POST /rest/images', 'PUT /dms-uploads/1', 'POST /rest/posts']);
    const [, , begun, put, post] = linkedin.sent();
    expect(begun).toMatchObject({
      target: '/rest/images?action=initializeUpload',
      body: '{"initializeUploadRequest":{"owner":"urn:li:organization:2414183"}}',
    });
    expect(put?.headers).toMatchObject({ authorization: 'Bearer a-token', 'content-length': '8' });
    expect(JSON.parse(post?.body ?? '')).toMatchObject({ content: { article: { thumbnail: 'urn:li:image:C4E10' } } });
  });
  it('gives neither bytes nor token to an address that is not LinkedIn’s', async () => {
    linkedin.answerWith(nothing, account, upload('https://elsewhere.example/upload'));
    await expect(pictured().write(withImage)).rejects.toMatchObject({ code: 'PLATFORM_ANSWER_INVALID' });
    expect(steps().at(-1)).toBe('POST /rest/images');
  });
  it('stops at an image that cannot be used, before anything is made', async () => {
    linkedin.answerWith(nothing, account);
    await expect(pictured('text/html').write(withImage)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(steps()).toHaveLength(2);
  });
  it('with another image under its address than was agreed to makes nothing', async () => {
    linkedin.answerWith(nothing, account);
    const swapped = { ...withImage, content: { ...withImage.content, image_sha256: '0'.repeat(64) } };
    await expect(pictured().write(swapped)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(steps()).toHaveLength(2);
  });
  it('whose image was lost on the way has made nothing', async () => {
    const unavailable = { code: 'PLATFORM_UNAVAILABLE' };
    linkedin.answerWith(nothing, account, { drop: true });
    await expect(pictured().write(withImage)).rejects.toMatchObject(unavailable);
    linkedin.answerWith(nothing, account, upload(`${linkedin.server.url}/dms-uploads/1`), { drop: true });
    await expect(pictured().write(withImage)).rejects.toMatchObject(unavailable);
    expect(steps()).not.toContain('POST /rest/posts');
  });
  it('that is there already makes nothing', async () => {
    linkedin.answerWith({ body: recorded('posts') });
    expect(await adapter.write(write)).toEqual({ platform_request_id: null });
    expect(steps()).toEqual(['GET /rest/posts']);
  });
  it('whose answer was lost leaves the outcome open, and is not sent again', async () => {
    linkedin.answerWith(nothing, account, { drop: true });
    await expect(adapter.write(write)).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
    expect(steps().filter((step) => step === 'POST /rest/posts')).toHaveLength(1);
  });
  it('needs an organization to speak for', async () => {
    linkedin.answerWith(nothing, { body: { currency: 'EUR', reference: 'urn:li:person:1' } });
    await expect(adapter.write(write)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(steps()).toHaveLength(2);
  });
  it.each([
    ['a button that LinkedIn has not', { ...write, content: { ...content, call_to_action: 'book_now' as const } }],
    ['no content', { reference, field: 'content_digest' as const, value, request_id: 'r' }],
    ['another key than its digest', { ...write, value: 'ffffffffffffffff' }],
  ])('is refused with %s, before anything is asked', async (_name, request) => {
    await expect(adapter.write(request)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(linkedin.sent()).toEqual([]);
  });
});

describe('the text of a post', () => {
  it('means what it says, and nothing besides', () => {
    expect(littleText('50 % off (today) @shop #boots *now* a_b')).toBe(
      '50 % off \\(today\\) \\@shop \\#boots \\*now\\* a\\_b',
    );
    expect(littleText('A\\B {x} [y] <z> ~ |')).toBe('A\\\\B \\{x\\} \\[y\\] \\<z\\> \\~ \\|');
  });
});
