import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { ok } from './envelope.ts';
import { advertiser, idSchema, pageOf, paging, parametersOf, pick } from './parameters.ts';
import { adgroupShape, adShape, campaignShape, type Level, levels } from './shapes.ts';

const LARGEST_PAGE = 1000;
const ids = z.array(idSchema).min(1).max(100).optional();
const filters = {
  campaign_ids: ids,
  adgroup_ids: ids,
  ad_ids: ids,
  primary_status: z.enum(['STATUS_NOT_DELETE', 'STATUS_ALL', 'STATUS_DELETE']).optional(),
  secondary_status: z.string().optional(),
};
const filteringOf = {
  campaign: z.strictObject({ ...filters, adgroup_ids: z.never().optional(), ad_ids: z.never().optional() }),
  adgroup: z.strictObject({ ...filters, ad_ids: z.never().optional() }),
  ad: z.strictObject(filters),
} as const;

const shapeOf = { campaign: campaignShape, adgroup: adgroupShape, ad: adShape } as const;

/** `GET campaign/get/`, `adgroup/get/`, `ad/get/`; deleted things only when `primary_status` asks for them. */
export function listThings(call: Call, { books }: Scene, level: Level): Reply {
  const asked = parametersOf(
    call,
    z.strictObject({
      ...advertiser,
      filtering: filteringOf[level].optional(),
      fields: z.array(z.string()).optional(),
      ...paging(LARGEST_PAGE),
    }),
  );
  const { filtering = {} } = asked;
  const wanted = filtering.primary_status ?? 'STATUS_NOT_DELETE';
  const rows = books
    .list(levels[level])
    .filter((entity) => {
      const deleted = books.value(entity, 'status') === 'DELETED';
      return wanted === 'STATUS_ALL' || deleted === (wanted === 'STATUS_DELETE');
    })
    .map((entity): Readonly<Record<string, unknown>> => shapeOf[level](entity, books))
    .filter((row) => {
      const among = (list: readonly string[] | undefined, id: unknown) => list?.includes(String(id)) ?? true;
      const status = filtering.secondary_status ?? row.secondary_status;
      return (
        among(filtering.campaign_ids, row.campaign_id) &&
        among(filtering.adgroup_ids, row.adgroup_id) &&
        among(filtering.ad_ids, row.ad_id) &&
        status === row.secondary_status
      );
    })
    .map((row) => pick(row, asked.fields));
  return ok(pageOf(rows, asked));
}

/** `GET advertiser/info/?advertiser_ids=[…]`: name, currency and time zone of the account. */
export function readAdvertiser(call: Call, { account }: Scene): Reply {
  const asked = parametersOf(
    call,
    z.strictObject({ advertiser_ids: z.array(idSchema).min(1).max(100), fields: z.array(z.string()).optional() }),
  );
  const row = {
    advertiser_id: account.external_id,
    name: account.name,
    currency: account.currency,
    timezone: account.timezone,
    display_timezone: account.timezone,
    status: 'STATUS_ENABLE',
    role: 'ROLE_ADVERTISER',
  };
  const seen = asked.advertiser_ids.includes(account.external_id);
  return ok({ list: seen ? [pick(row, asked.fields)] : [] });
}
