import { DAY } from '../market/calendar.ts';
import { HISTORY_DAYS } from '../market/simulate.ts';
import type { Books } from '../world/books.ts';
import type { Entity } from '../world/entity.ts';
import { wireMoney } from './money.ts';
import { bornWith, type Targeting, writeTargeting } from './targeting.ts';
import { urnOf } from './urn.ts';

/** Who owns the pages on whose behalf ads are shown. */
export const organizationOf = (account_id: string) => urnOf('organization', account_id);
const ACTOR = 'urn:li:person:mbi-system';

const textOr = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

/** Money that may not be there. */
function moneyField(books: Books, entity: Entity, field: string, name: string) {
  const minor = books.value(entity, field);
  return typeof minor === 'number' ? { [name]: wireMoney(minor, books.account.currency) } : {};
}

function stamps(books: Books, entity: Entity) {
  const born = entity.created_at ?? books.world.birth().born_at - HISTORY_DAYS * DAY;
  const last = books.world.timeline.of(entity.id).findLast((change) => change.at <= books.at);
  return { born, modified: last?.at ?? born };
}

function auditStamps(books: Books, entity: Entity) {
  const { born, modified } = stamps(books, entity);
  return {
    changeAuditStamps: {
      created: { actor: ACTOR, time: born },
      lastModified: { actor: ACTOR, time: modified },
    },
  };
}

function runSchedule(books: Books, entity: Entity) {
  const instant = (field: string) => {
    const text = books.value(entity, field);
    return typeof text === 'string' ? Date.parse(text) : null;
  };
  const end = instant('ends_at');
  return { start: instant('starts_at') ?? stamps(books, entity).born, ...(end === null ? {} : { end }) };
}

/** An ad account. */
export function accountShape({ account }: Books) {
  return {
    id: Number(account.external_id),
    name: account.name,
    currency: account.currency,
    status: 'ACTIVE',
    type: 'BUSINESS',
    reference: organizationOf(account.external_id),
    servingStatuses: ['RUNNABLE'],
    test: false,
  };
}

/** A campaign group: what the books call a campaign. */
export function groupShape(books: Books, entity: Entity) {
  return {
    id: Number(entity.id),
    account: urnOf('sponsoredAccount', books.account.external_id),
    name: books.value(entity, 'name'),
    status: books.value(entity, 'status'),
    runSchedule: runSchedule(books, entity),
    ...moneyField(books, entity, 'daily_budget', 'dailyBudget'),
    ...moneyField(books, entity, 'lifetime_budget', 'totalBudget'),
    servingStatuses: [books.value(entity, 'status') === 'ACTIVE' ? 'RUNNABLE' : 'STOPPED'],
    test: false,
    ...auditStamps(books, entity),
  };
}

/** The targeting of a campaign as the books hold it. */
export function targetingOf(books: Books, entity: Entity): Targeting {
  return {
    included_audiences: textOr(books.value(entity, 'included_audiences'), ''),
    excluded_audiences: textOr(books.value(entity, 'excluded_audiences'), ''),
    other_targeting: textOr(books.value(entity, 'other_targeting'), JSON.stringify(bornWith)),
  };
}

/** A campaign: what the books call an ad set. */
export function campaignShape(books: Books, entity: Entity) {
  const status = String(books.value(entity, 'status'));
  const group = books.entity(String(entity.parent_id));
  const held = group !== null && books.value(group, 'status') !== 'ACTIVE';
  return {
    id: Number(entity.id),
    account: urnOf('sponsoredAccount', books.account.external_id),
    campaignGroup: urnOf('sponsoredCampaignGroup', String(entity.parent_id)),
    name: books.value(entity, 'name'),
    status,
    type: 'SPONSORED_UPDATES',
    objectiveType: 'WEBSITE_CONVERSION',
    costType: 'CPC',
    ...moneyField(books, entity, 'daily_budget', 'dailyBudget'),
    ...moneyField(books, entity, 'lifetime_budget', 'totalBudget'),
    ...moneyField(books, entity, 'bid_amount', 'unitCost'),
    locale: { country: 'US', language: 'en' },
    offsiteDeliveryEnabled: false,
    politicalIntent: 'NOT_POLITICAL',
    audienceExpansionEnabled: books.value(entity, 'audience_expansion') === 'on',
    creativeSelection: 'OPTIMIZED',
    optimizationTargetType: 'NONE',
    pacingStrategy: 'LIFETIME',
    runSchedule: runSchedule(books, entity),
    targetingCriteria: writeTargeting(targetingOf(books, entity)),
    servingStatuses: status !== 'ACTIVE' ? ['STOPPED'] : [held ? 'CAMPAIGN_GROUP_STATUS_HOLD' : 'RUNNABLE'],
    test: false,
    ...auditStamps(books, entity),
  };
}

/** A creative: what the books call an ad. It refers to a share, which is what the books call a creative. */
export function creativeShape(books: Books, entity: Entity) {
  const status = String(books.value(entity, 'status'));
  const { born, modified } = stamps(books, entity);
  return {
    id: urnOf('sponsoredCreative', entity.id),
    account: urnOf('sponsoredAccount', books.account.external_id),
    campaign: urnOf('sponsoredCampaign', String(entity.parent_id)),
    name: books.value(entity, 'name'),
    content: { reference: urnOf('share', String(books.value(entity, 'creative'))) },
    intendedStatus: status,
    isServing: status === 'ACTIVE',
    servingHoldReasons: status === 'ACTIVE' ? [] : ['STOPPED'],
    review: { status: 'APPROVED' },
    isTest: false,
    createdAt: born,
    createdBy: ACTOR,
    lastModifiedAt: modified,
    lastModifiedBy: ACTOR,
  };
}
