import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { CreativeContent } from '../../../contracts/change-set.ts';
import { type ConformanceCase, errorOf } from './conformance-case.ts';
import type { Subject } from './subject.ts';

function newCreative({ account_id, driver }: Subject) {
  const value = randomUUID().replaceAll('-', '').slice(0, 16);
  const content: CreativeContent = {
    name: 'Autumn boots',
    headline: 'Dry feet all day',
    body: 'Boots for wet trails, tested for a thousand kilometres.',
    link_url: 'https://shop.example/boots',
    image_url: driver.creative_image_url ?? null,
    call_to_action: 'shop_now',
  };
  const reference = { account_id, entity_type: 'creative', entity_id: `mbi-${value}` } as const;
  return {
    value,
    reference,
    write: { reference, field: 'content_digest', value, content, request_id: value } as const,
  };
}
const needs = ['upload_creative'] as const;

/** What making a creative promises: it is found by its key, and never made twice. */
export const creativeCases: readonly ConformanceCase[] = [
  {
    name: 'a creative that does not exist yet is nothing, and no error',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const { reference } = newCreative(subject);
      const nothing = { status: 'deleted', content_digest: null, creative_id: null };
      expect(await (await subject.adapter()).readEntity(reference)).toMatchObject(nothing);
    },
  },
  {
    name: 'a creative is made once and found by its key',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const { write, reference, value } = newCreative(subject);
      const platform = await subject.adapter();
      await platform.write(write);
      const [made, ...more] = await subject.controls.creativesMade(reference.entity_id);
      expect(more).toEqual([]);
      const found = await platform.readEntity(reference);
      expect(found).toMatchObject({ ...reference, content_digest: value, creative_id: made?.entity_id });
    },
  },
  {
    name: 'a creative that was made can be shown in an ad',
    needs: ['upload_creative', 'rotate_creative'],
    run: async (subject) => {
      const { ad } = await subject.addCampaign();
      const { write, reference } = newCreative(subject);
      const platform = await subject.adapter();
      await platform.write(write);
      const creative_id = (await platform.readEntity(reference)).creative_id ?? '';
      await platform.write({ reference: ad, field: 'creative_id', value: creative_id, request_id: 'show' });
      expect((await platform.readEntity(ad)).creative_id).toBe(creative_id);
    },
  },
  {
    name: 'a creative that is there is not made again',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const { write, reference } = newCreative(subject);
      const platform = await subject.adapter();
      await platform.write(write);
      await platform.write(write);
      expect(await subject.controls.creativesMade(reference.entity_id)).toHaveLength(1);
    },
  },
  {
    name: 'a creative whose answer was lost is found again and not made twice',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const { write, reference, value } = newCreative(subject);
      await subject.mishap('applied_and_dropped', {
        ...{ entity_id: subject.account_id, access: 'write', field: 'creative_content' },
      });
      const platform = await subject.adapter();
      expect(await errorOf(platform.write(write))).toMatchObject({ code: 'PLATFORM_OUTCOME_UNKNOWN' });
      expect((await platform.readEntity(reference)).content_digest).toBe(value);
      await platform.write(write);
      expect(await subject.controls.creativesMade(reference.entity_id)).toHaveLength(1);
    },
  },
  {
    name: 'a creative with an address that is none is refused with the platform’s words',
    needs,
    run: async (subject) => {
      await subject.addCampaign();
      const { write, reference } = newCreative(subject);
      const content = { ...write.content, link_url: 'not an address' };
      const error = await errorOf((await subject.adapter()).write({ ...write, content }));
      expect(error).toMatchObject({ code: 'PLATFORM_REFUSED', message: expect.stringMatching(/.{20}/) });
      expect(await subject.controls.creativesMade(reference.entity_id)).toEqual([]);
    },
  },
  {
    name: 'the words of an ad are told, and of an ad that shows a creative made here its very words',
    needs: ['read_ad_copy'],
    run: async (subject) => {
      const { ad } = await subject.addCampaign();
      const platform = await subject.adapter();
      const shown = await platform.readAdTexts?.(ad);
      expect(shown?.bodies).toEqual([expect.stringMatching(/^Made-up ad of /)]);
      expect(shown?.headlines.length).toBeLessThanOrEqual(subject.capabilities.copy?.headline === null ? 0 : 1);
      if (!subject.capabilities.abilities.includes('rotate_creative')) return;
      if (subject.capabilities.copy?.held_by !== 'creative') return;
      const { write, reference } = newCreative(subject);
      await platform.write(write);
      const creative_id = (await platform.readEntity(reference)).creative_id ?? '';
      await platform.write({ reference: ad, field: 'creative_id', value: creative_id, request_id: 'show' });
      const { headline, body, link_url, call_to_action } = write.content;
      expect(await platform.readAdTexts?.(ad)).toEqual({
        ...{ headlines: [headline], bodies: [body], link_url, call_to_action },
      });
    },
  },
  {
    name: 'the words of an ad that is not there are no empty words',
    needs: ['read_ad_copy'],
    run: async (subject) => {
      const { ad } = await subject.addCampaign();
      const platform = await subject.adapter();
      const gone = { ...ad, entity_id: `${ad.entity_id.slice(0, -3)}999` };
      expect(await errorOf(platform.readAdTexts?.(gone) ?? Promise.resolve())).toMatchObject({
        code: 'PLATFORM_NOT_FOUND',
      });
    },
  },
];
