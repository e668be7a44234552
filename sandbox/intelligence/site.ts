import { type Request, type Response, Router } from 'express';
import { DAY, dateOf, dayOf } from '../market/calendar.ts';
import { plotOf, strandOf } from '../market/plot.ts';
import { totalsOf } from '../market/report.ts';
import type { CampaignSpec } from '../world/campaign-spec.ts';
import type { World } from '../world/world.ts';

/** Whether the conversion tag of a campaign's site is broken now. */
function tagBroken(world: World, campaign: CampaignSpec): boolean {
  const strand = strandOf(plotOf(campaign), 'tracking_break');
  const days = (world.clock.now() - world.birth().born_at) / DAY;
  return strand !== undefined && days >= strand.since_days && days < (strand.until_days ?? Number.POSITIVE_INFINITY);
}

/** Plays the landing pages of the demo's shops: they carry the conversion tag unless the market plays a broken one. */
export function createShopRouter(world: World): Router {
  const router = Router();
  router.get('/:campaign_id', (request: Request, response: Response) => {
    const found = world.inventory.campaigns().find((each) => each.campaign_id === request.params.campaign_id);
    if (found === undefined)
      return void response.status(404).type('html').send('<!doctype html><title>Not found</title>');
    const tag = tagBroken(world, found)
      ? '<!-- fbq("init", "0") was removed with the last release -->'
      : '<script data-conversion-tag>window.fbq=function(){};fbq("init","0");fbq("track","PageView")</script>';
    response.type('html').send(`<!doctype html><html><head><title>Shop</title>${tag}</head><body>Shop</body></html>`);
  });
  return router;
}

/** What the shop itself counts of a campaign on a day: its own count does not need the platform's tag. */
function countOf(world: World, campaign: CampaignSpec, timezone: string, date: string): number {
  const cells = world.markets().of(campaign, timezone).cellsUntil(world.clock.now());
  const totals = (from: string, to: string) =>
    totalsOf(
      cells.filter((cell) => cell.date >= from && cell.date <= to),
      world.clock.now(),
      true,
    );
  const day = totals(date, date);
  if (!tagBroken(world, campaign)) return Math.round(day.conversions * 0.95);
  const usual = totals(dateOf(dayOf(date) - 28), dateOf(dayOf(date) - 8));
  return usual.clicks === 0 ? 0 : Math.round((day.clicks * usual.conversions * 0.95) / usual.clicks);
}

/** Plays `runReport` and `metadata` of the Google Analytics Data API for one property that counts all shops. */
export function createAnalyticsRouter(world: World): Router {
  const router = Router();
  router.use((request, response, next) => {
    if (/^Bearer .+/.test(request.get('authorization') ?? '')) return next();
    response.status(401).json({ error: { code: 401, status: 'UNAUTHENTICATED', message: 'Credentials are missing.' } });
  });
  router.get('/v1beta/properties/:property/metadata', (_request, response) => void response.json({ dimensions: [] }));
  router.post(/^\/v1beta\/properties\/[^/]+:runReport$/, (request: Request, response: Response) => {
    const name = request.body?.dimensionFilter?.filter?.stringFilter?.value;
    const { startDate, endDate } = request.body?.dateRanges?.[0] ?? {};
    const campaign = world.inventory.campaigns().find((each) => each.campaign_name === name);
    if (typeof startDate !== 'string' || typeof endDate !== 'string' || campaign === undefined) {
      return void response.json({ rows: [], rowCount: 0 });
    }
    const timezone = world.inventory.entity(campaign.campaign_id)?.account.timezone ?? 'UTC';
    const length = Math.min(90, Math.max(0, dayOf(endDate) - dayOf(startDate) + 1));
    const dates = [...Array(length).keys()].map((index) => dateOf(dayOf(startDate) + index));
    const rows = dates.map((date) => ({
      dimensionValues: [{ value: date.replaceAll('-', '') }],
      metricValues: [{ value: String(countOf(world, campaign, timezone, date)) }],
    }));
    response.json({ rows, rowCount: rows.length });
  });
  return router;
}
