import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { bornAt, type SandboxProcess, spring, startSandboxProcess } from '../testing/sandbox-process.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.post('/_sandbox/reset', { now: bornAt });
});

const act = `/v26.0/${spring.account}`;
const ledger = async () => ledgerSchema.parse((await sandbox.get('/_sandbox/ledger')).body).entries;
const pixels = Buffer.from('89504e470d0a1a0a0000000d', 'hex').toString('base64');
const idOf = (body: unknown) => z.object({ id: z.string() }).parse(body).id;
const story = (link: object = {}) => ({
  page_id: '100200300',
  link_data: { link: 'https://shop.example/', message: 'Out now', name: 'Boots', ...link },
});

describe('a creative', () => {
  it('is made from an uploaded image, found by its name, and brought into an ad', async () => {
    const image = await sandbox.post(`${act}/adimages`, { bytes: pixels });
    const { hash } = z.object({ images: z.object({ bytes: z.object({ hash: z.string() }) }) }).parse(image.body)
      .images.bytes;
    expect(image.body).toMatchObject({ images: { bytes: { url: expect.stringContaining(hash), width: 1200 } } });
    const call_to_action = { type: 'SHOP_NOW', value: { link: 'https://shop.example/' } };
    const made = await sandbox.post(`${act}/adcreatives`, {
      name: 'Boots mbi-0123456789abcdef',
      object_story_spec: story({ image_hash: hash, call_to_action }),
    });
    const id = idOf(made.body);
    expect(made).toMatchObject({ status: 200, body: { id } });
    expect(await ledger()).toMatchObject([
      {
        platform: 'meta_ads',
        account_id: spring.account,
        entity_type: 'creative',
        entity_id: id,
        field: 'creative_content',
        before: null,
        after: 'Boots mbi-0123456789abcdef',
      },
    ]);
    const listed = await sandbox.get(
      `${act}/adcreatives?fields=name,title,body,image_hash,object_story_spec&limit=500`,
    );
    expect(listed.body).toMatchObject({
      data: expect.arrayContaining([
        {
          id,
          name: 'Boots mbi-0123456789abcdef',
          title: 'Boots',
          body: 'Out now',
          image_hash: hash,
          object_story_spec: story({ image_hash: hash, call_to_action }),
        },
      ]),
    });
    expect((await sandbox.post(`/v26.0/${spring.ad}`, { creative: { creative_id: id } })).body).toEqual({
      success: true,
    });
    expect((await sandbox.get(`/v26.0/${spring.ad}?fields=creative{id,name}`)).body).toMatchObject({
      creative: { id },
    });
  });

  it('is made twice when it is asked for twice, and not at all when it is only validated', async () => {
    const body = { name: 'Twice', object_story_spec: story() };
    const ids = [await sandbox.post(`${act}/adcreatives`, body), await sandbox.post(`${act}/adcreatives`, body)];
    expect(new Set(ids.map(({ body: each }) => idOf(each))).size).toBe(2);
    const checked = await sandbox.post(`${act}/adcreatives`, { ...body, execution_options: ['validate_only'] });
    expect(checked.body).toEqual({ success: true });
    expect(await ledger()).toHaveLength(2);
  });

  it('is found by a part of its name, whatever the case, and other filters are refused', async () => {
    const id = idOf(
      (await sandbox.post(`${act}/adcreatives`, { name: 'Boots mbi-ab12', object_story_spec: story() })).body,
    );
    const found = (field: string, operator: string, value: string) =>
      sandbox.get(
        `${act}/adcreatives?fields=name&filtering=${encodeURIComponent(JSON.stringify([{ field, operator, value }]))}`,
      );
    expect((await found('name', 'CONTAIN', 'MBI-ab12')).body).toMatchObject({ data: [{ id }] });
    expect((await found('name', 'EQUAL', 'Boots mbi-ab12')).body).toMatchObject({ data: [{ id }] });
    expect((await found('name', 'EQUAL', 'mbi-ab12')).body).toEqual({ data: [] });
    expect((await found('name', 'CONTAIN', 'mbi-ab13')).body).toEqual({ data: [] });
    expect((await found('spend', 'GREATER_THAN', '5')).status).toBe(400);
  });

  it('is there in the next life of the process', async () => {
    const made = idOf((await sandbox.post(`${act}/adcreatives`, { name: 'Kept', object_story_spec: story() })).body);
    const { directory } = sandbox;
    await sandbox.kill();
    sandbox = await startSandboxProcess({ directory });
    expect((await sandbox.get(`/v26.0/${made}?fields=name`)).body).toEqual({ id: made, name: 'Kept' });
  });

  it('whose answer is lost was made all the same', async () => {
    await sandbox.fault({
      kind: 'apply_then_drop',
      match: { entity_id: spring.account, field: 'creative_content', access: 'write' },
    });
    await expect(sandbox.post(`${act}/adcreatives`, { name: 'Lost', object_story_spec: story() })).rejects.toThrow();
    expect(await ledger()).toMatchObject([{ after: 'Lost' }]);
  });

  it.each([
    ['without a name', { object_story_spec: story() }, 'name'],
    ['without its content', { name: 'x' }, 'object_story_spec'],
    [
      'without a page',
      { name: 'x', object_story_spec: { link_data: { link: 'https://shop.example/' } } },
      'object_story_spec',
    ],
    [
      'with an image that was never uploaded',
      { name: 'x', object_story_spec: story({ image_hash: 'abc' }) },
      'object_story_spec',
    ],
    ['with an unknown parameter', { name: 'x', object_story_spec: story(), headline: 'y' }, 'headline'],
  ])('is refused %s', async (_, body, field) => {
    expect(await sandbox.post(`${act}/adcreatives`, body)).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_data: { blame_field_specs: [[field]] } } },
    });
    expect(await ledger()).toEqual([]);
  });

  it.each(['not base64!', Buffer.from('plain text').toString('base64'), ''])(
    'of an image %j is refused',
    async (bytes) => {
      expect((await sandbox.post(`${act}/adimages`, { bytes })).status).toBe(400);
    },
  );

  it('is not made at an address that is none', async () => {
    expect((await sandbox.post(`${act}/adlabels`, { name: 'x' })).status).toBe(400);
    expect((await sandbox.post(`/v26.0/${spring.campaign}/adcreatives`, { name: 'x' })).status).toBe(400);
  });
});

describe('an audience', () => {
  const custom = { name: 'Buyers', subtype: 'CUSTOM', customer_file_source: 'USER_PROVIDED_ONLY' };
  it('is made, listed as not ready, and the seed of a lookalike', async () => {
    const id = idOf((await sandbox.post(`${act}/customaudiences`, custom)).body);
    const spec = { country: 'US', ratio: 0.01, type: 'similarity' };
    const lookalike = { name: 'Like buyers', subtype: 'LOOKALIKE', origin_audience_id: id, lookalike_spec: spec };
    const second = idOf((await sandbox.post(`${act}/customaudiences`, lookalike)).body);
    const fields =
      'name,subtype,approximate_count_lower_bound,approximate_count_upper_bound,delivery_status,operation_status,account_id';
    expect((await sandbox.get(`${act}/customaudiences?fields=${fields}`)).body).toMatchObject({
      data: [
        { id, name: 'Buyers', subtype: 'CUSTOM', approximate_count_lower_bound: -1, delivery_status: { code: 300 } },
        { id: second, name: 'Like buyers', subtype: 'LOOKALIKE' },
      ],
    });
  });

  it('that a control added tells its size and is ready', async () => {
    const added = { account_id: spring.account, audiences: [{ audience_id: '771', name: 'Fans', size: 1000 }] };
    await sandbox.post('/_sandbox/audiences', added);
    const answer = await sandbox.get(`${act}/customaudiences?fields=approximate_count_lower_bound,delivery_status`);
    expect(answer.body).toMatchObject({
      data: [{ id: '771', approximate_count_lower_bound: 1000, delivery_status: { code: 200 } }],
    });
    expect((await sandbox.get(`${act}/customaudiences?fields=members`)).status).toBe(400);
  });

  it('is made twice, unless one of the same name shall be fetched', async () => {
    const make = async (more: object = {}) =>
      idOf((await sandbox.post(`${act}/customaudiences`, { ...custom, ...more })).body);
    const first = await make();
    expect(await make()).not.toBe(first);
    expect(await make({ enable_fetch_or_create: true })).toBe(first);
    const checked = await sandbox.post(`${act}/customaudiences`, { ...custom, execution_options: ['validate_only'] });
    expect(checked.body).toEqual({ success: true });
  });

  it.each([
    ['without a name', { subtype: 'CUSTOM', customer_file_source: 'USER_PROVIDED_ONLY' }, 'name'],
    ['of an unknown kind', { ...custom, subtype: 'PEOPLE' }, 'subtype'],
    ['without the source of its file', { name: 'x', subtype: 'CUSTOM' }, 'customer_file_source'],
    [
      'like nobody',
      { name: 'x', subtype: 'LOOKALIKE', lookalike_spec: { country: 'US', ratio: 0.01 } },
      'origin_audience_id',
    ],
    [
      'with another ratio',
      { name: 'x', subtype: 'LOOKALIKE', lookalike_spec: { country: 'US', ratio: 1 } },
      'lookalike_spec',
    ],
  ])('is refused %s', async (_, body, field) => {
    expect(await sandbox.post(`${act}/customaudiences`, body)).toMatchObject({
      status: 400,
      body: { error: { error_data: { blame_field_specs: [[field]] } } },
    });
  });
});
