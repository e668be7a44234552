import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { publicPicture } from '../../../tests/ad-platforms/public-picture.ts';
import { named, recorded, refused, replayedTiktok, success } from '../../../tests/ad-platforms/replayed-tiktok.ts';
import { formBody } from './form.ts';

const tiktok = replayedTiktok();
const content: CreativeContent = {
  name: 'Winter boots',
  headline: 'Dry feet all day',
  body: 'Boots for wet trails.',
  link_url: 'https://shop.example/boots',
  image_url: 'https://shop.example/boots.png',
  call_to_action: 'shop_now',
};
const key = 'mbi-00112233aabbccdd';
const reference = { ...named.creative, entity_id: key };
const make = { reference, field: 'content_digest', value: key.slice(4), content, request_id: 'r' } as const;
const images = { body: recorded('images') };

describe('a creative', () => {
  it('is found again by the key in the name of its image', async () => {
    tiktok.answerWith(images);
    expect(await tiktok.adapter().readEntity(named.creative)).toMatchObject({
      ...named.creative,
      ...{ name: 'Autumn boots mbi-0123456789abcdef', status: 'active', parent_id: null },
      ...{ creative_id: 'ad-site-i18n-sg/2', content_digest: '0123456789abcdef' },
    });
    expect(tiktok.sent()[0]?.target).toBe(
      '/open_api/v1.3/file/image/ad/search/?advertiser_id=7050050050051&page=1&page_size=100',
    );
  });
  it('that does not exist yet is nothing, and no error', async () => {
    tiktok.answerWith(images);
    expect(await tiktok.adapter().readEntity(reference)).toMatchObject({
      ...{ entity_id: key, name: key, status: 'deleted', content_digest: null, creative_id: null },
    });
  });
  it('is looked for in every page, and no further than where it is', async () => {
    const page = (number: number, file_name: string) =>
      success({ list: [{ image_id: number, file_name }], page_info: { page: number, total_page: 9 } });
    tiktok.answerWith(page(1, 'a'), page(2, 'b'), page(3, `c ${key}`));
    expect(await tiktok.adapter().readEntity(reference)).toMatchObject({ creative_id: '3' });
    expect(tiktok.sent().map(({ query }) => query.page)).toEqual(['1', '2', '3']);
  });
  it('is made from the address of its image, as a form, after it was not found', async () => {
    tiktok.answerWith(images, success({ image_id: 'ad-site-i18n-sg/3' }));
    expect(await tiktok.adapter().write(make)).toEqual({ platform_request_id: 'R1' });
    const [, upload] = tiktok.sent();
    expect(upload).toMatchObject({ method: 'POST', path: '/open_api/v1.3/file/image/ad/upload/' });
    const boundary = /^multipart\/form-data; boundary=(----mbi[0-9a-f]{32})$/.exec(
      `${upload?.headers['content-type']}`,
    )?.[1];
    const part = (name: string, value: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    expect(upload?.body).toBe(
      [
        part('advertiser_id', '7050050050051'),
        part('file_name', `Winter boots ${key}`),
        part('upload_type', 'UPLOAD_BY_URL'),
        part('image_url', 'https://shop.example/boots.png'),
        `--${boundary}--\r\n`,
      ].join(''),
    );
  });
  it('is made after a look that its image is the one that was agreed to, and not of another', async () => {
    const bytes = Buffer.from('89504e470d0a1a0a', 'hex');
    const adapter = tiktok.adapter({ getPublic: publicPicture(bytes) });
    const image_sha256 = createHash('sha256').update(bytes).digest('hex');
    tiktok.answerWith(images, success({ image_id: '3' }), images);
    await adapter.write({ ...make, content: { ...content, image_sha256 } });
    const swapped = { ...make, content: { ...content, image_sha256: '0'.repeat(64) } };
    await expect(adapter.write(swapped)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(tiktok.sent().map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  });
  it('that is there already is not made again', async () => {
    tiktok.answerWith(images);
    const again = { ...make, reference: named.creative, value: '0123456789abcdef' };
    expect(await tiktok.adapter().write(again)).toEqual({ platform_request_id: null });
    expect(tiktok.sent().map((request) => request.method)).toEqual(['GET']);
  });
  it('keeps its key in the name, however long the name is', async () => {
    tiktok.answerWith(images, success({ image_id: '3' }));
    await tiktok.adapter().write({ ...make, content: { ...content, name: 'x'.repeat(200) } });
    const name = /name="file_name"\r\n\r\n(.*)\r\n/.exec(tiktok.sent()[1]?.body ?? '')?.[1];
    expect(name).toBe(`${'x'.repeat(79)} ${key}`);
    expect(name).toHaveLength(100);
  });
  it('is not waited for through a large library: its name guards it, and is looked for when it is refused', async () => {
    const others = Array.from({ length: 100 }, (_, index) => ({ image_id: index, file_name: 'other' }));
    const page = (number: number, list: readonly object[]) =>
      success({ list, page_info: { page: number, total_page: 2 } });
    const taken = refused(40_002, 'File name is duplicated.');
    tiktok.answerWith(page(1, others), taken, page(1, others), page(2, [{ image_id: 9, file_name: `x ${key}` }]));
    expect(await tiktok.adapter().write(make)).toEqual({ platform_request_id: null });
    expect(tiktok.sent().map(({ method, query }) => [method, query.page])).toEqual([
      ['GET', '1'],
      ['POST', undefined],
      ['GET', '1'],
      ['GET', '2'],
    ]);
  });
  it('that was refused and is not there was refused, in TikTok’s words', async () => {
    tiktok.answerWith(images, refused(40_002, 'The image is too small.'), images);
    await expect(tiktok.adapter().write(make)).rejects.toMatchObject({
      ...{ code: 'PLATFORM_REFUSED', message: 'TikTok: The image is too small.' },
    });
  });
  it('whose upload was lost is left open, and nothing more is asked', async () => {
    tiktok.answerWith(images, { drop: true });
    await expect(tiktok.adapter().write(make)).rejects.toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
    expect(tiktok.sent()).toHaveLength(2);
  });
  it.each([
    ['without an image', { content: { ...content, image_url: null } }],
    ['with an image that lies nowhere', { content: { ...content, image_url: 'boots.png' } }],
    ['with an image on somebody’s disk', { content: { ...content, image_url: 'file:///etc/boots.png' } }],
    ['with a link that leads nowhere', { content: { ...content, link_url: 'not an address' } }],
    ['of another digest than its key', { value: '0123456789abcdef' }],
  ])('%s is refused before anything is sent', async (_name, more) => {
    await expect(tiktok.adapter().write({ ...make, ...more })).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(tiktok.sent()).toEqual([]);
  });
  it('without a content is refused before anything is sent', async () => {
    const { content: _content, ...bare } = make;
    await expect(tiktok.adapter().write(bare)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    expect(tiktok.sent()).toEqual([]);
  });
  it('that is not named by a key cannot be read', async () => {
    const reading = tiktok.adapter().readEntity({ ...reference, entity_id: 'ad-site-i18n-sg/2' });
    await expect(reading).rejects.toMatchObject({ code: 'PLATFORM_CAPABILITY_MISSING' });
  });
});

describe('a form', () => {
  it('is the same bytes for the same fields, and other bytes for others', () => {
    expect(formBody({ a: '1' }, 's')).toEqual(formBody({ a: '1' }, 's'));
    expect(formBody({ a: '1' }, 's').content_type).not.toBe(formBody({ a: '2' }, 's').content_type);
  });
  it('is read back as it was, whatever stands in it', async () => {
    const fields = { plain: 'a', umlaut: 'Stiefel für Wälder', lines: 'a\r\nb', dashes: '--x--' };
    const { content_type, text } = formBody(fields, 'seed');
    const response = new Response(text, { headers: { 'content-type': content_type } });
    expect(Object.fromEntries(await response.formData())).toEqual(fields);
  });
});
