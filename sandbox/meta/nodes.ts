import { minorPerMajor } from '../../contracts/money.ts';
import { DAY } from '../market/calendar.ts';
import { plotOf } from '../market/plot.ts';
import { creativeAtBirth } from '../market/scenario.ts';
import { HISTORY_DAYS } from '../market/simulate.ts';
import type { Entity, EntityKind } from '../world/entity.ts';
import { storySchema } from './creatives.ts';
import type { AskedField } from './field-list.ts';
import { learningStage, spentToday } from './node-facts.ts';
import { invalidParameter } from './reply.ts';
import { showTargeting } from './targeting.ts';
import type { View } from './view.ts';
import { wireTime } from './wire-time.ts';

type Read = (entity: Entity, view: View, asked: AskedField) => unknown;
type NodeFields = Readonly<Record<string, Read>>;

/** Budgets are texts on the wire, bids are numbers; both in minor units (whole yen for JPY). */
const budget =
  (field: 'daily_budget' | 'lifetime_budget'): Read =>
  (entity, view) => {
    const amount = view.value(entity, field);
    return amount === null ? undefined : String(amount);
  };

const birthOf = (entity: Entity, view: View) => {
  if (entity.created_at !== null) return entity.created_at;
  const born = view.world.birth().born_at;
  const index = entity.campaign.ads.findIndex((ad) => ad.creative_id === entity.id);
  if (index === -1 || entity.kind !== 'creative') return born - HISTORY_DAYS * DAY;
  return born - creativeAtBirth(plotOf(entity.campaign), index).age_days * DAY;
};

/** An instant of the books as this platform writes it; undefined where there is none. */
const instantOf = (entity: Entity, view: View, field: 'starts_at' | 'ends_at') => {
  const text = view.value(entity, field);
  return typeof text === 'string' && text !== '' ? wireTime(Date.parse(text)) : undefined;
};

const common: NodeFields = {
  id: (entity) => entity.id,
  account_id: (entity) => entity.account.external_id.slice(4),
  name: (entity, view) => view.value(entity, 'name'),
  status: (entity, view) => view.value(entity, 'status'),
};

const delivering: NodeFields = {
  ...common,
  configured_status: (entity, view) => view.value(entity, 'status'),
  effective_status: (entity, view) => view.effectiveStatus(entity),
  created_time: (entity, view) => wireTime(birthOf(entity, view)),
  start_time: (entity, view) => instantOf(entity, view, 'starts_at') ?? wireTime(birthOf(entity, view)),
  updated_time: (entity, view) => {
    const last = view.world.timeline.of(entity.id).findLast((change) => change.at <= view.at);
    return wireTime(last?.at ?? birthOf(entity, view));
  },
  issues_info: () => undefined,
};

const budgeted: NodeFields = {
  daily_budget: budget('daily_budget'),
  lifetime_budget: budget('lifetime_budget'),
  budget_remaining: (entity, view) => {
    const amount = view.value(entity, 'daily_budget') ?? view.value(entity, 'lifetime_budget');
    return amount === null ? '0' : String(Math.max(0, Number(amount) - spentToday(entity, view)));
  },
};

/** Reads another node below this one, as field expansion asks; only its id without expansion. */
function expand(entity: Entity | null, view: View, asked: AskedField): unknown {
  if (entity === null) return undefined;
  return readNode(entity, view, asked.below.length === 0 ? [{ name: 'id', below: [] }] : asked.below);
}

/** What a creative is made of: as it was made over the API, or something made up for those of the demo. */
function storyOf(entity: Entity, view: View) {
  const written = view.value(entity, 'object_story_spec');
  if (typeof written === 'string') return storySchema.parse(JSON.parse(written));
  const { campaign_name: name } = entity.campaign;
  const link_data = { link: 'https://shop.example/', message: `Made-up ad of ${name}`, name };
  return storySchema.parse({ page_id: '1', link_data });
}

const fieldsByKind: Readonly<Record<EntityKind, NodeFields>> = {
  campaign: {
    ...delivering,
    ...budgeted,
    objective: (entity) => entity.campaign.objective,
    buying_type: () => 'AUCTION',
    bid_strategy: () => 'LOWEST_COST_WITH_BID_CAP',
    special_ad_categories: () => [],
    stop_time: (entity, view) => instantOf(entity, view, 'ends_at'),
    adsets: (entity, view, asked) => ({ data: view.list('ad_set', entity).map((each) => expand(each, view, asked)) }),
  },
  ad_set: {
    ...delivering,
    ...budgeted,
    campaign_id: (entity) => entity.parent_id,
    bid_amount: (entity, view) => view.value(entity, 'bid_amount'),
    bid_strategy: () => 'LOWEST_COST_WITH_BID_CAP',
    billing_event: () => 'IMPRESSIONS',
    optimization_goal: () => 'OFFSITE_CONVERSIONS',
    attribution_spec: () => [
      { event_type: 'CLICK_THROUGH', window_days: 7 },
      { event_type: 'VIEW_THROUGH', window_days: 1 },
    ],
    end_time: (entity, view) => instantOf(entity, view, 'ends_at'),
    targeting: (entity, view) => showTargeting(entity, view),
    learning_stage_info: learningStage,
    campaign: (entity, view, asked) => expand(view.parent(entity), view, asked),
    ads: (entity, view, asked) => ({ data: view.list('ad', entity).map((each) => expand(each, view, asked)) }),
  },
  ad: {
    ...delivering,
    campaign_id: (entity) => entity.campaign.campaign_id,
    adset_id: (entity) => entity.parent_id,
    creative: (entity, view, asked) =>
      expand(view.world.inventory.entity(String(view.value(entity, 'creative'))), view, asked),
    adset: (entity, view, asked) => expand(view.parent(entity), view, asked),
  },
  creative: {
    ...common,
    title: (entity, view) => storyOf(entity, view).link_data.name ?? entity.campaign.campaign_name,
    body: (entity, view) => storyOf(entity, view).link_data.message,
    image_hash: (entity, view) => storyOf(entity, view).link_data.image_hash,
    object_story_spec: storyOf,
    asset_feed_spec: () => undefined,
    object_type: () => 'SHARE',
    created_time: (entity, view) => wireTime(birthOf(entity, view)),
  },
};

const nodeNames = { campaign: 'Campaign', ad_set: 'AdSet', ad: 'Ad', creative: 'AdCreative' } as const;

/** A node with the asked fields and its id, never more. Refuses a field that this kind of node does not have. */
export function readNode(entity: Entity, view: View, asked: readonly AskedField[]): Record<string, unknown> {
  const node: Record<string, unknown> = {};
  for (const field of asked) {
    const read = Object.hasOwn(fieldsByKind[entity.kind], field.name)
      ? fieldsByKind[entity.kind][field.name]
      : undefined;
    if (read === undefined) {
      throw invalidParameter(
        `Tried accessing nonexisting field (${field.name}) on node type (${nodeNames[entity.kind]})`,
      );
    }
    const value = read(entity, view, field);
    if (value !== undefined) node[field.name] = value;
  }
  return { ...node, id: entity.id };
}

/** The ad account as a node; `min_daily_budget` in minor units. */
export function readAccount(view: View, asked: readonly AskedField[]): Record<string, unknown> {
  const { account } = view;
  const all: Readonly<Record<string, unknown>> = {
    account_id: account.external_id.slice(4),
    name: account.name,
    currency: account.currency,
    timezone_name: account.timezone,
    account_status: 1,
    min_daily_budget: minorPerMajor(account.currency) === 1 ? 100 : minorPerMajor(account.currency),
  };
  const entries = asked
    .filter((field) => field.name !== 'id')
    .map(({ name }) => {
      if (!Object.hasOwn(all, name)) {
        throw invalidParameter(`Tried accessing nonexisting field (${name}) on node type (AdAccount)`);
      }
      return [name, all[name]];
    });
  return { ...Object.fromEntries(entries), id: account.external_id };
}
