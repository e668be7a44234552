import { z } from 'zod';
import { entityStateSchema, type InsightRow, insightRowSchema } from '../../../../contracts/ad-platform.ts';
import type { CampaignReader, DeliveredPart } from '../../../ad-platforms/campaign-reader.ts';
import { outsideText } from '../collector/outside-text.ts';
import { createSource, type Source, type SourceDependencies } from '../collector/source.ts';
import { momentKey } from '../collector/subject.ts';
import { comparedPeriods, shiftDate } from './figures.ts';

const told = z.number().nonnegative().nullable().default(null);
const counted = z.int().nonnegative().nullable().default(null);
const reachSchema = z.object({ reach: z.int().nonnegative(), frequency: z.number().nonnegative() }).nullable();
const partSchema = z.object({
  entity_id: z.string(),
  name: z.string(),
  status: entityStateSchema.shape.status,
  creative_id: z.string().nullable(),
  daily_budget_minor: z.int().nullable(),
  days: z.array(
    insightRowSchema.extend({
      impressions: z.int().nonnegative(),
      clicks: z.int().nonnegative(),
      spend_minor: z.int().nonnegative(),
      conversions: z.number().nonnegative(),
      impression_share: told,
      impression_share_lost_budget: told,
      impression_share_lost_rank: told,
      engagements: counted,
      video_views: counted,
      video_completions: counted,
    }),
  ),
  reach: z.object({ current: reachSchema, previous: reachSchema }),
});
/**
 * An ad or ad set with what it delivered, oldest day first; `reach` is the platform's own figure of the last 7 full days and
 * of the 7 before, where it has one.
 */
export type Part = z.infer<typeof partSchema>;

const deliverySchema = z.object({ ads: z.array(partSchema), ad_sets: z.array(partSchema) });
/** The parts of a campaign with what each delivered, as its platform tells. */
export type Delivery = z.infer<typeof deliverySchema>;

/** Enough to see that a creative is older than the 30 days after which it counts as old. */
export const deliveryDays = 45;
/** More parts than these are not read one by one. */
const mostParts = 12;

/** The source that creatives and audience share, so that one reading of the platform serves both. */
export function createDeliverySource(
  deps: SourceDependencies & { readonly platform: Pick<CampaignReader, 'readDelivery'>; readonly ttl_seconds: number },
): Source<Delivery> {
  return createSource(deps, {
    name: 'platform.delivery',
    // The adapters have a breaker of their own.
    external: false,
    ttl_seconds: deps.ttl_seconds,
    stale_seconds: 600,
    schema: deliverySchema,
    keyOf: async (subject) => {
      const { end } = comparedPeriods(subject.at, subject.campaign.timezone);
      return `${subject.campaign.campaign_id}${momentKey(subject)}#${end}`;
    },
    fetch: async ({ tenant_id, campaign, at }) => {
      const { start, end, previous_start, previous_end } = comparedPeriods(at, campaign.timezone);
      const query = {
        ...{ since: shiftDate(end, 1 - deliveryDays), until: end, most: mostParts },
        current: { since: start, until: end },
        previous: { since: previous_start, until: previous_end },
      };
      const { ads, ad_sets } = await deps.platform.readDelivery(tenant_id, campaign.campaign_id, query);
      return { ads: ads.map(partOf), ad_sets: ad_sets.map(partOf) };
    },
  });
}

/** A day as it is kept: what a platform leaves out is null. */
export function heldDay(day: InsightRow): Part['days'][number] {
  return {
    ...day,
    impression_share: day.impression_share ?? null,
    impression_share_lost_budget: day.impression_share_lost_budget ?? null,
    impression_share_lost_rank: day.impression_share_lost_rank ?? null,
    engagements: day.engagements ?? null,
    video_views: day.video_views ?? null,
    video_completions: day.video_completions ?? null,
  };
}

function partOf({ state, days, reach }: DeliveredPart): Part {
  const { entity_id, status, creative_id, daily_budget_minor } = state;
  const oldestFirst = [...days].sort((one, other) => one.date.localeCompare(other.date));
  const told = { days: oldestFirst.map(heldDay), reach };
  return { entity_id, name: outsideText(state.name), status, creative_id, daily_budget_minor, ...told };
}

/** Sums of a part's days from `start` to `end`, inclusive; frequency is the mean of the days'. */
export function sumsOf(part: Part, start: string, end: string) {
  const inside = part.days.filter((day) => day.date >= start && day.date <= end);
  const sum = (pick: (day: Part['days'][number]) => number) => inside.reduce((total, day) => total + pick(day), 0);
  /** The sum of the days that tell; null where none does. */
  const known = (pick: (day: Part['days'][number]) => number | null) => {
    const told = inside.map(pick).filter((value) => value !== null);
    return told.length === 0 ? null : told.reduce((total, value) => total + value, 0);
  };
  return {
    inside,
    impressions: sum((day) => day.impressions),
    clicks: sum((day) => day.clicks),
    spend_minor: sum((day) => day.spend_minor),
    conversions: sum((day) => day.conversions),
    engagements: known((day) => day.engagements),
    video_views: known((day) => day.video_views),
    video_completions: known((day) => day.video_completions),
  };
}
