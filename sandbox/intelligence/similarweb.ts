import { type NextFunction, type Request, type Response, Router } from 'express';
import type { Faults } from '../faults/faults.ts';
import { createRandom } from '../market/random.ts';
import type { World } from '../world/world.ts';
import { type Answered, answerStruck } from './answer-struck.ts';
import { rivalsOf } from './rivals.ts';

/** A refusal in the words of the vendor: https://developers.similarweb.com/docs/error-codes-rest */
const refuse = (status: number, error_code: number, error_message: string): Answered => ({
  status,
  body: { meta: { status: 'Error', error_code, error_message } },
});
const refusals = {
  key: refuse(403, 403, 'Invalid API Key or out of data credits'),
  throttled: refuse(429, 429, 'Too many requests made in a short period of time'),
  failed: refuse(500, 500, 'Internal error'),
};
/** As many months as the smallest plan tells of. */
const monthsTold = 3;
const monthOf = (moment: number, back: number) => {
  const now = new Date(moment);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
};
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Whether a rival's site was there in a month: the market knows it at the end of it. */
function wasThere(world: World, domain: string, month: string): boolean {
  const end = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1) - 1;
  const keywords = world.inventory.campaigns().flatMap((each) => each.keywords);
  return keywords.some((keyword) => rivalsOf(world, keyword, end).domains.some((each) => each.domain === domain));
}

/**
 * Plays Similarweb's visits by month (REST API v1, `total-traffic-and-engagement/visits`): of the rivals in the market that the
 * sandbox plays, over full months alone. Their sites are visited alike from month to month; what happens in the auction these
 * days is not in these figures yet. A domain that nobody knows is `Data not found`.
 */
export function createSimilarwebRouter({ world, faults }: { readonly world: World; readonly faults: Faults }): Router {
  function answer({ params, query }: Request): Answered {
    if (text(query.api_key) === '') return refusals.key;
    const [first, last] = [text(query.start_date), text(query.end_date)];
    const told = [...Array(monthsTold).keys()].map((back) => monthOf(world.clock.now(), monthsTold - back));
    if (![first, last].every((month) => told.includes(month)) || first > last) {
      return refuse(400, 101, `Dates not in range: ${told[0]} to ${told.at(-1)}`);
    }
    if (text(query.granularity) !== 'monthly') return refuse(400, 102, 'Granularity not supported');
    const domain = text(params.domain);
    const random = createRandom(world.birth().seed, `visits/${domain}`);
    const usual = 20_000 + Math.round(random.uniform('usual', 0) * 180_000);
    const visits = told
      .filter((month) => month >= first && month <= last && wasThere(world, domain, month))
      .map((month) => ({
        date: `${month}-01`,
        visits: usual * (1 + 0.02 * (random.uniform('month', Number(month.replace('-', ''))) - 0.5)),
      }));
    if (visits.length === 0) return refuse(404, 401, 'Data not found');
    const { granularity, country, main_domain_only, format } = query;
    const asked = { granularity, main_domain_only, mtd: null, show_verified: null, state: null, format, domain };
    const request = { ...asked, start_date: `${first}-01`, end_date: `${last}-28`, country };
    return { status: 200, body: { meta: { request, status: 'Success', last_updated: `${told.at(-1)}-28` }, visits } };
  }

  const router = Router();
  router.get(
    '/v1/website/:domain/total-traffic-and-engagement/visits',
    (request: Request, response: Response, next: NextFunction) => {
      answerStruck(faults, { request, response }, refusals, () => answer(request)).catch(next);
    },
  );
  return router;
}
