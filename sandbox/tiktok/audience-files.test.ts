import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { account, startTiktok } from './test-account.ts';

let tiktok: Awaited<ReturnType<typeof startTiktok>>;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.stop());
beforeEach(() => tiktok.begin());

const people = `${['a', 'b'].map((letter) => letter.repeat(64)).join('\n')}\n`;
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

async function upload(text: string, fields: Record<string, string> = {}) {
  const form = new FormData();
  const all = {
    advertiser_id: account.external_id,
    file_signature: md5(text),
    calculate_type: 'EMAIL_SHA256',
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  form.set('file', new Blob([text]), 'people.csv');
  const headers = { 'access-token': account.sandbox_token };
  const url = `${tiktok.sandbox.url}/open_api/v1.3/dmp/custom_audience/file/upload/`;
  const answer: unknown = await (await fetch(url, { method: 'POST', body: form, headers })).json();
  return z
    .object({ code: z.int(), message: z.string(), data: z.object({ file_path: z.string().optional() }) })
    .parse(answer);
}

describe('an audience of people', () => {
  it('is made from an uploaded file, and listed as not valid yet', async () => {
    const { data } = await upload(people);
    const body = {
      custom_audience_name: 'Buyers',
      file_paths: [data.file_path],
      calculate_type: 'EMAIL_SHA256',
      retention_in_days: 30,
    };
    const made = await tiktok.post('dmp/custom_audience/create/', body);
    expect(made).toMatchObject({ code: 0, data: { custom_audience_id: expect.stringMatching(/^\d+$/) } });
    expect((await tiktok.get('dmp/custom_audience/list/')).data.list).toEqual([
      expect.objectContaining({
        audience_id: made.data.custom_audience_id,
        name: 'Buyers',
        cover_num: 0,
        is_valid: false,
      }),
    ]);
    const phones = await tiktok.post('dmp/custom_audience/create/', { ...body, calculate_type: 'PHONE_SHA256' });
    const unknown = await tiktok.post('dmp/custom_audience/create/', { ...body, file_paths: ['elsewhere'] });
    const long = await tiktok.post('dmp/custom_audience/create/', { ...body, custom_audience_name: 'x'.repeat(129) });
    expect([phones.code, unknown.code, long.code]).toEqual([40002, 40002, 40002]);
  });

  it.each([
    ['another MD5', people, { file_signature: md5('x') }, 40002],
    ['addresses in the clear', 'someone@example.com\n', {}, 40002],
    ['nobody', '', {}, 40002],
    ['an unknown kind of hash', people, { calculate_type: 'EMAIL_MD5' }, 40002],
    ['another advertiser', people, { advertiser_id: '1' }, 40001],
  ])('is refused with %s', async (_, text, fields: Record<string, string>, code) => {
    expect((await upload(text, fields)).code).toBe(code);
  });
});
