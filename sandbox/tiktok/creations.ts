import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { CreatedEntity } from '../world/created-entity.ts';
import type { WireValue } from '../world/entity.ts';
import { badParameter, ok } from './envelope.ts';
import { readBudget, readMoney } from './money.ts';
import { advertiser, idSchema, parametersOf } from './parameters.ts';
import { requireThing } from './updates.ts';
import { readWallTime } from './wall-time.ts';

const operation_status = z.enum(['ENABLE', 'DISABLE']).default('ENABLE');
const bookStatus = { ENABLE: 'ACTIVE', DISABLE: 'PAUSED' } as const;
/** An int64 as a text: the caller's key, under which a repeated creation answers with the first one's id. */
const request_id = z
  .string()
  .regex(/^\d{1,19}$/)
  .optional();

function budgetOf(
  mode: string,
  budget: unknown,
  currency: string,
  kind: 'campaign' | 'ad_set',
): Record<string, WireValue> {
  if (mode === 'BUDGET_MODE_INFINITE') {
    if (budget !== undefined) throw badParameter('budget: Not with BUDGET_MODE_INFINITE');
    return {};
  }
  const field = mode === 'BUDGET_MODE_TOTAL' ? 'lifetime_budget' : 'daily_budget';
  return { [field]: readBudget(budget, currency, 'budget', kind) };
}

/** Makes a thing once for each key: the same key again answers with the id of the first, and nothing is made. */
function createOnce(
  call: Call,
  scene: Scene,
  key: string | undefined,
  make: (id: string) => CreatedEntity,
  answer: (id: string) => unknown,
): Reply {
  const { platform, external_id: account_id } = scene.account;
  const used = key === undefined ? undefined : scene.world.shelf.get(platform, account_id, 'request', key);
  if (typeof used === 'string') return ok(answer(used), { applied: false });
  const id = scene.world.newId();
  scene.world.commit([{ do: 'create', account: scene.account, created: make(id) }], call.request_id);
  if (key !== undefined) scene.world.shelf.put({ platform, account_id, kind: 'request', key, value: id });
  return ok(answer(id));
}

const campaignSchema = z.strictObject({
  ...advertiser,
  campaign_name: z.string().min(1).max(512),
  objective_type: z.string().regex(/^[A-Z_]+$/),
  budget_mode: z.enum([
    'BUDGET_MODE_DAY',
    'BUDGET_MODE_TOTAL',
    'BUDGET_MODE_DYNAMIC_DAILY_BUDGET',
    'BUDGET_MODE_INFINITE',
  ]),
  budget: z.unknown().optional(),
  budget_optimize_on: z.boolean().optional(),
  special_industries: z.array(z.string()).optional(),
  operation_status,
  request_id,
});

/** `POST campaign/create/`. */
export function createCampaign(call: Call, scene: Scene): Reply {
  const given = parametersOf(call, campaignSchema);
  const { currency, external_id: account_id } = scene.account;
  const initial = {
    name: given.campaign_name,
    status: bookStatus[given.operation_status],
    ...budgetOf(given.budget_mode, given.budget, currency, 'campaign'),
  };
  const common = { kind: 'campaign', account_id, campaign_id: null, parent_id: null, initial } as const;
  const make = (id: string): CreatedEntity => ({ id, ...common });
  return createOnce(call, scene, given.request_id, make, (campaign_id) => ({ campaign_id }));
}

const audiences = z.array(idSchema).default([]);
const adgroupSchema = z.strictObject({
  ...advertiser,
  campaign_id: idSchema,
  adgroup_name: z.string().min(1).max(512),
  placement_type: z.string().optional(),
  placements: z.array(z.string()).optional(),
  location_ids: z.array(idSchema).min(1),
  age_groups: z.array(z.string()).optional(),
  gender: z.string().optional(),
  audience_ids: audiences,
  excluded_audience_ids: audiences,
  budget_mode: z.enum(['BUDGET_MODE_DAY', 'BUDGET_MODE_TOTAL', 'BUDGET_MODE_INFINITE']),
  budget: z.unknown().optional(),
  schedule_type: z.enum(['SCHEDULE_FROM_NOW', 'SCHEDULE_START_END']),
  schedule_start_time: z.unknown(),
  schedule_end_time: z.unknown().optional(),
  optimization_goal: z.string(),
  billing_event: z.enum(['CPC', 'CPM', 'CPV']),
  bid_type: z.enum(['BID_TYPE_CUSTOM', 'BID_TYPE_NO_BID']),
  bid_price: z.unknown().optional(),
  operation_status,
  request_id,
});

/** `POST adgroup/create/`. Billing by oCPM, pixels and frequency caps are not played and are refused as unknown. */
export function createAdgroup(call: Call, scene: Scene): Reply {
  const given = parametersOf(call, adgroupSchema);
  const campaign = requireThing(given.campaign_id, 'campaign', scene.openNow());
  const { currency, external_id: account_id } = scene.account;
  const start = readWallTime(given.schedule_start_time, 'schedule_start_time');
  const ended = given.schedule_type === 'SCHEDULE_START_END';
  const end = ended ? readWallTime(given.schedule_end_time, 'schedule_end_time') : null;
  if (end !== null && end <= start) throw badParameter('schedule_end_time: Must lie after the start');
  const custom = given.bid_type === 'BID_TYPE_CUSTOM';
  const initial = {
    name: given.adgroup_name,
    status: bookStatus[given.operation_status],
    ...budgetOf(given.budget_mode, given.budget, currency, 'ad_set'),
    bid_amount: custom ? readMoney(given.bid_price, currency, 'bid_price') : null,
    starts_at: new Date(start).toISOString(),
    ends_at: end === null ? null : new Date(end).toISOString(),
    included_audiences: [...given.audience_ids].sort().join(','),
    excluded_audiences: [...given.excluded_audience_ids].sort().join(','),
  };
  const place = { account_id, campaign_id: campaign.id, parent_id: campaign.id };
  const make = (id: string): CreatedEntity => ({ id, kind: 'ad_set', ...place, initial });
  return createOnce(call, scene, given.request_id, make, (adgroup_id) => ({ adgroup_id }));
}

const adsSchema = z.strictObject({
  ...advertiser,
  adgroup_id: idSchema,
  creatives: z
    .array(
      z.strictObject({
        ad_name: z.string().min(1).max(512),
        ad_format: z.literal('SINGLE_IMAGE'),
        identity_type: z.string().optional(),
        identity_id: z.string().optional(),
        image_ids: z.array(z.string()).length(1),
        ad_text: z.string().min(1).max(100),
        call_to_action: z.string().optional(),
        landing_page_url: z.url().optional(),
        utm_params: z.array(z.json()).optional(),
        operation_status,
      }),
    )
    .min(1)
    .max(20),
});

/** `POST ad/create/`: ads of images of the library; this creation has no key, so that the same again makes more. */
export function createAds(call: Call, scene: Scene): Reply {
  const given = parametersOf(call, adsSchema);
  const books = scene.openNow();
  const group = requireThing(given.adgroup_id, 'adgroup', books);
  const steps = given.creatives.map((creative) => {
    const [image = ''] = creative.image_ids;
    if (books.entity(image)?.kind !== 'creative') throw badParameter(`image_ids: ${image} does not exist`);
    const created: CreatedEntity = {
      id: scene.world.newId(),
      kind: 'ad',
      account_id: scene.account.external_id,
      campaign_id: group.campaign.campaign_id,
      parent_id: group.id,
      initial: { name: creative.ad_name, status: bookStatus[creative.operation_status], creative: image },
    };
    return { do: 'create' as const, account: scene.account, created };
  });
  scene.world.commit(steps, call.request_id);
  return ok({ ad_ids: steps.map(({ created }) => created.id) });
}
