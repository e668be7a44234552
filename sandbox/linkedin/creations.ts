import { z } from 'zod';
import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import type { CreatedEntity } from '../world/created-entity.ts';
import type { Entity, WireValue } from '../world/entity.ts';
import { readMoney } from './money.ts';
import { badInput } from './refusals.ts';
import { readSchedule } from './schedule.ts';
import { readTargeting } from './targeting.ts';
import { requireKey, urnOf } from './urn.ts';

/** Both spellings that are in use, with and without the plural. */
const objectives =
  /^(BRAND_AWARENESS|ENGAGEMENT|JOB_APPLICANTS|LEAD_GENERATION|WEBSITE_CONVERSIONS?|WEBSITE_VISITS?|VIDEO_VIEWS?)$/;
const campaignSchema = z.strictObject({
  account: z.string(),
  campaignGroup: z.string(),
  name: z.string().min(1).max(255),
  type: z.enum(['TEXT_AD', 'SPONSORED_UPDATES', 'SPONSORED_INMAILS', 'DYNAMIC']),
  objectiveType: z.string().regex(objectives),
  costType: z.enum(['CPM', 'CPC', 'CPV']),
  dailyBudget: z.unknown().optional(),
  totalBudget: z.unknown().optional(),
  unitCost: z.unknown().optional(),
  locale: z.strictObject({ country: z.string().length(2), language: z.string().length(2) }),
  offsiteDeliveryEnabled: z.boolean(),
  politicalIntent: z.enum(['NOT_POLITICAL', 'POLITICAL', 'NOT_DECLARED']),
  audienceExpansionEnabled: z.boolean().optional(),
  creativeSelection: z.enum(['OPTIMIZED', 'ROUND_ROBIN']).optional(),
  optimizationTargetType: z.string().optional(),
  pacingStrategy: z.string().optional(),
  runSchedule: z.unknown(),
  targetingCriteria: z.unknown(),
  status: z.enum(['DRAFT', 'PAUSED', 'ACTIVE']),
});

function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badInput(issue?.path.join('/') || 'body', issue?.message ?? 'has another shape');
}

function requireThing(kind: Entity['kind'], id: string, field: string, scene: Scene): Entity {
  const entity = scene.openNow().entity(id);
  if (entity?.kind !== kind) throw badInput(field, `${id} is not of this account`);
  return entity;
}

function create(scene: Scene, call: Call, created: CreatedEntity, key: string): Reply {
  scene.world.commit([{ do: 'create', account: scene.account, created }], call.request_id);
  return { status: 201, body: undefined, headers: { 'x-restli-id': key } };
}

/** `POST /adAccounts/{a}/adCampaigns`: 201 with the id in a header and no body. The same again makes a second campaign. */
export function createCampaign(call: Call, scene: Scene): Reply {
  const given = checked(campaignSchema, call.body);
  const { external_id: account_id, currency } = scene.account;
  if (requireKey('sponsoredAccount', given.account, 'account') !== account_id)
    throw badInput('account', 'is another account');
  const group = requireKey('sponsoredCampaignGroup', given.campaignGroup, 'campaignGroup');
  requireThing('campaign', group, 'campaignGroup', scene);
  const money = (field: 'dailyBudget' | 'totalBudget' | 'unitCost'): WireValue =>
    given[field] === undefined ? null : readMoney(given[field], currency, field);
  const budgets = { daily_budget: money('dailyBudget'), lifetime_budget: money('totalBudget') };
  if (budgets.daily_budget === null && budgets.lifetime_budget === null) {
    throw badInput('dailyBudget', 'either dailyBudget or totalBudget is needed', 'MISSING_FIELD');
  }
  const id = scene.world.newId();
  const initial = {
    name: given.name,
    status: given.status,
    ...budgets,
    bid_amount: money('unitCost'),
    ...readSchedule(given.runSchedule, 'runSchedule'),
    ...readTargeting(given.targetingCriteria, 'targetingCriteria'),
    audience_expansion: given.audienceExpansionEnabled === true ? 'on' : 'off',
  };
  return create(scene, call, { id, kind: 'ad_set', account_id, campaign_id: group, parent_id: group, initial }, id);
}

const creativeSchema = z.strictObject({
  campaign: z.string(),
  content: z.strictObject({ reference: z.string() }),
  intendedStatus: z.enum(['ACTIVE', 'PAUSED', 'DRAFT']),
  name: z.string().min(1).max(255).optional(),
});

/** `POST /adAccounts/{a}/creatives`: a post becomes an ad of a campaign; 201 with the URN in a header. */
export function createCreative(call: Call, scene: Scene): Reply {
  const given = checked(creativeSchema, call.body);
  const campaign = requireThing(
    'ad_set',
    requireKey('sponsoredCampaign', given.campaign, 'campaign'),
    'campaign',
    scene,
  );
  const share = requireKey('share', given.content.reference, 'content/reference');
  const post = requireThing('creative', share, 'content/reference', scene);
  const id = scene.world.newId();
  const name = given.name ?? String(scene.openNow().value(post, 'name'));
  const created: CreatedEntity = {
    id,
    kind: 'ad',
    account_id: scene.account.external_id,
    campaign_id: campaign.campaign.campaign_id,
    parent_id: campaign.id,
    initial: { name, status: given.intendedStatus, creative: share },
  };
  return create(scene, call, created, urnOf('sponsoredCreative', id));
}
