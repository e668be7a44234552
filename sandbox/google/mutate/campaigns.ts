import type { Entity, WireValue } from '../../world/entity.ts';
import { budgetIdOf } from '../budget.ts';
import { channels } from '../query/columns.ts';
import { nameOf } from '../resource-name.ts';
import { instantOf } from '../wall-time.ts';
import { bidAmount } from './amounts.ts';
import { budgetOf } from './budgets.ts';
import type { Draft } from './draft.ts';
import { fieldAt, type Message, snakeOf } from './message.ts';
import { opError } from './op-error.ts';
import { bookStatus, idsIn, requiredText, settableStatuses, thingOf, type Writer } from './writer.ts';

/** The strategies that a campaign may be set to here, each with the field that holds its amount. */
const strategies: Readonly<Record<string, string>> = {
  'targetCpa.targetCpaMicros': 'TARGET_CPA',
  'maximizeConversions.targetCpaMicros': 'MAXIMIZE_CONVERSIONS',
  'targetSpend.cpcBidCeilingMicros': 'TARGET_SPEND',
  'targetImpressionShare.cpcBidCeilingMicros': 'TARGET_IMPRESSION_SHARE',
};
const political = ['CONTAINS_EU_POLITICAL_ADVERTISING', 'DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING'];

function uniqueName(draft: Draft, name: unknown, self: Entity | null): string {
  const text = requiredText(name, 'name');
  const taken = draft.books
    .list('campaign')
    .some(
      (each) =>
        each.id !== self?.id &&
        draft.books.value(each, 'status') !== 'DELETED' &&
        draft.books.value(each, 'name') === text,
    );
  if (!taken) return text;
  throw opError(
    'campaignError',
    'DUPLICATE_CAMPAIGN_NAME',
    'The campaign name is already being used by another campaign.',
    {
      field: 'name',
      trigger: text,
    },
  );
}

/** A time of the wire as the books hold it, in UTC; null when it is to be taken away. */
function moment(draft: Draft, value: unknown, field: string): string | null {
  if (value === undefined) return null;
  const instant = instantOf(String(value), draft.books.account.timezone);
  if (instant === null) {
    throw opError('dateError', 'INVALID_STRING_DATE_TIME', "The date must be in the form 'yyyy-MM-dd HH:mm:ss'.", {
      field,
      trigger: String(value),
    });
  }
  return new Date(instant).toISOString();
}

/** Refuses a campaign that would end before it begins, or spend a total budget without an end. */
function checkSchedule(starts_at: WireValue, ends_at: WireValue, hasTotal: boolean): void {
  if (typeof starts_at === 'string' && typeof ends_at === 'string' && starts_at >= ends_at) {
    throw opError('dateRangeError', 'START_DATE_AFTER_END_DATE', 'The start date is after the end date.', {
      field: 'end_date_time',
    });
  }
  if (ends_at === null && hasTotal) {
    throw opError('campaignError', 'END_DATE_TIME_REQUIRED_FOR_TOTAL_BUDGET', 'A total budget needs an end date.', {
      field: 'end_date_time',
    });
  }
}

function setField(draft: Draft, campaign: Entity, path: readonly string[], message: Message): void {
  const { books } = draft;
  const name = path.join('.');
  const field = path.map(snakeOf).join('.');
  const value = fieldAt(message, path);
  const strategy = strategies[name];
  if (strategy !== undefined) {
    draft.set(campaign, 'bid_amount', bidAmount(value, books.account.currency, field));
    if (books.value(campaign, 'bidding_strategy_type') !== strategy) {
      draft.set(campaign, 'bidding_strategy_type', strategy);
    }
  } else if (name === 'name') draft.set(campaign, 'name', uniqueName(draft, value, campaign));
  else if (name === 'status') draft.set(campaign, 'status', bookStatus(value));
  else if (name === 'startDateTime') draft.set(campaign, 'starts_at', moment(draft, value, field));
  else if (name === 'endDateTime') draft.set(campaign, 'ends_at', moment(draft, value, field));
  else if (name === 'campaignBudget') {
    const budget = budgetOf(draft, idsIn(draft, 'campaignBudgets', value, field)[0]);
    draft.set(campaign, 'budget_id', budget.id);
    draft.set(campaign, 'daily_budget', budget.daily_budget);
    draft.set(campaign, 'lifetime_budget', budget.lifetime_budget);
  } else {
    throw opError('fieldError', 'IMMUTABLE_FIELD', 'The field cannot be changed here.', { field });
  }
}

/** Campaigns: made paused unless told otherwise, with a budget that is there or made in the same request. */
export const campaignWriter: Writer = {
  collection: 'campaigns',
  resource: 'campaign',
  fields: {
    resourceName: 'string',
    id: 'int64',
    name: 'string',
    status: settableStatuses,
    advertisingChannelType: { enum: 'AdvertisingChannelType', values: channels },
    campaignBudget: 'string',
    startDateTime: 'string',
    endDateTime: 'string',
    containsEuPoliticalAdvertising: { enum: 'EuPoliticalAdvertisingStatus', values: political },
    networkSettings: {
      message: {
        targetGoogleSearch: 'boolean',
        targetSearchNetwork: 'boolean',
        targetContentNetwork: 'boolean',
        targetPartnerSearchNetwork: 'boolean',
      },
    },
    manualCpc: { message: { enhancedCpcEnabled: 'boolean' } },
    targetCpa: { message: { targetCpaMicros: 'int64' } },
    maximizeConversions: { message: { targetCpaMicros: 'int64' } },
    targetSpend: { message: { cpcBidCeilingMicros: 'int64' } },
    targetImpressionShare: {
      message: {
        location: {
          enum: 'TargetImpressionShareLocation',
          values: ['ANYWHERE_ON_PAGE', 'TOP_OF_PAGE', 'ABSOLUTE_TOP_OF_PAGE'],
        },
        locationFractionMicros: 'int64',
        cpcBidCeilingMicros: 'int64',
      },
    },
  },
  create: (message, draft) => {
    const { account, world } = draft.books;
    const name = uniqueName(draft, message.name, null);
    requiredText(message.advertisingChannelType, 'advertising_channel_type');
    requiredText(message.containsEuPoliticalAdvertising, 'contains_eu_political_advertising');
    const budget = budgetOf(draft, idsIn(draft, 'campaignBudgets', message.campaignBudget, 'campaign_budget')[0]);
    const starts_at = moment(draft, message.startDateTime, 'start_date_time');
    const ends_at = moment(draft, message.endDateTime, 'end_date_time');
    checkSchedule(starts_at, ends_at, budget.lifetime_budget !== null);
    const id = world.newId();
    const { daily_budget, lifetime_budget, id: budget_id } = budget;
    const status = message.status === undefined ? 'ACTIVE' : bookStatus(message.status);
    const audiences = { included_audiences: '', excluded_audiences: '' };
    const initial = { name, status, budget_id, daily_budget, lifetime_budget, starts_at, ends_at, ...audiences };
    const place = { account_id: account.external_id, campaign_id: null, parent_id: null };
    draft.create({ id, kind: 'campaign', ...place, initial });
    return nameOf(account, 'campaigns', id);
  },
  update: ([id], paths, message, draft) => {
    const campaign = thingOf(draft, 'campaign', id);
    for (const path of paths) setField(draft, campaign, path, message);
    const { books } = draft;
    const total = budgetOf(draft, budgetIdOf(books, campaign)).lifetime_budget !== null;
    if (paths.some(([field]) => field === 'startDateTime' || field === 'endDateTime')) {
      checkSchedule(books.value(campaign, 'starts_at'), books.value(campaign, 'ends_at'), total);
    }
    return nameOf(books.account, 'campaigns', campaign.id);
  },
  remove: ([id], draft) => {
    draft.set(thingOf(draft, 'campaign', id), 'status', 'DELETED');
    return nameOf(draft.books.account, 'campaigns', id ?? '');
  },
};
