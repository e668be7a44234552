import { z } from 'zod';
import { badInput, badParameter } from './refusals.ts';
import { isRecord, type RestliRecord, type RestliValue, textOf, textsOf } from './restli-query.ts';
import { requireKey } from './urn.ts';

/** What rows can be about. */
export type Pivot = 'ACCOUNT' | 'CAMPAIGN_GROUP' | 'CAMPAIGN' | 'CREATIVE';

/** A question for metrics, checked. Dates are days in UTC, both ends included. */
export type AnalyticsQuery = {
  readonly pivot: Pivot;
  readonly since: string;
  readonly until: string;
  readonly daily: boolean;
  readonly fields: readonly string[];
  /** Keys that rows are limited to, per kind of thing; null where nothing was asked. */
  readonly groups: readonly string[] | null;
  readonly campaigns: readonly string[] | null;
  readonly creatives: readonly string[] | null;
  readonly accounts: readonly string[] | null;
};

const LARGEST_FIELD_COUNT = 20;
const pivots: readonly string[] = ['ACCOUNT', 'CAMPAIGN_GROUP', 'CAMPAIGN', 'CREATIVE'];
const parameters = [
  ...['q', 'pivot', 'timeGranularity', 'dateRange', 'fields'],
  ...['accounts', 'campaignGroups', 'campaigns', 'creatives'],
];

function isPivot(text: string | undefined): text is Pivot {
  return text !== undefined && pivots.includes(text);
}

const numberText = z.string().regex(/^\d+$/).transform(Number);
const daySchema = z.strictObject({ year: numberText, month: numberText, day: numberText });

function dayOfRange(value: RestliValue | undefined, name: string): string {
  const parsed = daySchema.safeParse(value);
  if (!parsed.success) throw badParameter(`dateRange.${name}`);
  const { year, month, day } = parsed.data;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) throw badParameter(`dateRange.${name}`);
  return date.toISOString().slice(0, 10);
}

/** Checks the parameters of `GET /adAnalytics?q=analytics`. There is no paging here: asking for it is refused. */
export function readAnalyticsQuery(query: RestliRecord, today: string): AnalyticsQuery {
  const foreign = Object.keys(query).find((name) => !parameters.includes(name));
  if (foreign !== undefined) throw badParameter(foreign);
  if (textOf(query, 'q') !== 'analytics') throw badInput('q', 'the finder played here is analytics', 'PARAM_INVALID');
  const pivot = textOf(query, 'pivot');
  if (!isPivot(pivot)) throw badInput('pivot', `must be one of ${pivots.join(', ')}`, 'PARAM_INVALID');
  const granularity = textOf(query, 'timeGranularity');
  if (granularity !== 'DAILY' && granularity !== 'ALL') {
    throw badInput('timeGranularity', 'must be DAILY or ALL', 'PARAM_INVALID');
  }
  const range = query.dateRange;
  if (!isRecord(range)) throw badParameter('dateRange');
  const since = dayOfRange(range.start, 'start');
  const until = range.end === undefined ? today : dayOfRange(range.end, 'end');
  if (since > until) throw badInput('dateRange', 'must not end before it starts', 'PARAM_INVALID');
  const asked = textOf(query, 'fields') ?? 'impressions,clicks';
  const fields = asked.split(',').map((field) => field.trim());
  if (fields.length > LARGEST_FIELD_COUNT)
    throw badInput('fields', `at most ${LARGEST_FIELD_COUNT} fields`, 'PARAM_INVALID');
  const keys = (name: string, kind: Parameters<typeof requireKey>[0]) =>
    textsOf(query, name)?.map((urn) => requireKey(kind, urn, name)) ?? null;
  const facets = {
    accounts: keys('accounts', 'sponsoredAccount'),
    groups: keys('campaignGroups', 'sponsoredCampaignGroup'),
    campaigns: keys('campaigns', 'sponsoredCampaign'),
    creatives: keys('creatives', 'sponsoredCreative'),
  };
  if (Object.values(facets).every((each) => each === null)) {
    throw badInput('campaigns', 'at least one facet is needed', 'PARAM_MISSING');
  }
  return { pivot, since, until, daily: granularity === 'DAILY', fields, ...facets };
}
