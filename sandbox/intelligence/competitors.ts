import { type Request, type Response, Router } from 'express';
import type { World } from '../world/world.ts';
import { rivalsOf } from './rivals.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Plays the two keyword reports of SEMrush that name advertisers and prices: values separated by semicolons, `\r\n` between lines. */
export function createSemrushRouter(world: World): Router {
  const router = Router();
  router.get('/', (request: Request, response: Response) => {
    const { type, phrase, key, display_date } = request.query;
    response.type('text/plain');
    if (text(key) === '') return void response.send('ERROR 120 :: WRONG KEY - ID PAIR');
    const rivals = rivalsOf(world, text(phrase));
    const past = text(display_date) !== '';
    if (type === 'phrase_this') {
      const price = past ? rivals.cpc_before : rivals.cpc;
      const line = `${text(phrase)};8100;${price.toFixed(2)};0.87`;
      return void response.send(`Keyword;Search Volume;CPC;Competition\r\n${line}\r\n`);
    }
    if (type === 'phrase_adwords') {
      const domains = past ? rivals.domains_before : rivals.domains.map((each) => each.domain);
      const lines = domains.map((domain) => `${domain};https://www.${domain}/`);
      return void response.send(`Domain;Url\r\n${lines.join('\r\n')}\r\n`);
    }
    response.send('ERROR 40 :: MANDATORY PARAMETER "type" NOT SET OR EMPTY');
  });
  return router;
}

/** Plays SpyFu's ad history of a term: three months, the newest last. */
export function createSpyfuRouter(world: World): Router {
  const router = Router();
  router.get('/cloud_ad_history_api/v2/term/getTermAdHistory', (request: Request, response: Response) => {
    if (!/^Basic .+/.test(request.get('authorization') ?? ''))
      return void response.status(401).json({ message: 'key' });
    const rivals = rivalsOf(world, text(request.query.term));
    const now = new Date(world.clock.now());
    const results = [2, 1, 0].flatMap((back) => {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 10);
      return rivals.domains
        .filter((each) => back === 0 || !each.is_new)
        .map(({ domain, promotes }) => ({
          domainName: domain,
          adId: back === 0 && promotes ? `${domain}/sale` : `${domain}/1`,
          searchDateId: month.replaceAll('-', ''),
          title: back === 0 && promotes ? '25% off everything this week' : `All about ${text(request.query.term)}`,
          body: 'Delivered to your door.',
        }));
    });
    response.json({ resultCount: results.length, results });
  });
  return router;
}

/** Plays Meta's Ad Library: an industry whose ads come and go at the same pace. */
export function createAdLibraryRouter(world: World): Router {
  const router = Router();
  router.get('/ads_archive', (request: Request, response: Response) => {
    if (!/^Bearer .+/.test(request.get('authorization') ?? '')) {
      const error = { message: 'An access token is required.', type: 'OAuthException', code: 104 };
      return void response.status(400).json({ error });
    }
    const words = text(request.query.search_terms).toLowerCase();
    const limit = Math.min(500, Number(request.query.limit ?? 25) || 25);
    const data = [...Array(28).keys()].slice(0, limit).map((index) => ({
      id: `9${String(index).padStart(8, '0')}`,
      page_name: `${words} house ${index % 9}`,
      ad_delivery_start_time: new Date(world.clock.now() - (index + 0.5) * 86_400_000).toISOString(),
      ad_creative_bodies: [`New in ${words}.`],
      ad_creative_link_captions: [`${words.replaceAll(/[^a-z0-9]+/g, '-')}-house-${index % 9}.example`],
    }));
    response.json({ data, paging: {} });
  });
  return router;
}
