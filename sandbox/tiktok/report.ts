import type { Call } from '../door/call.ts';
import type { Scene } from '../door/personality.ts';
import type { Reply } from '../door/reply.ts';
import { dateOf, dayOf } from '../market/calendar.ts';
import type { Cell } from '../market/cell.ts';
import { daysBetween, totalsOf } from '../market/report.ts';
import type { Books } from '../world/books.ts';
import type { Entity } from '../world/entity.ts';
import { ok } from './envelope.ts';
import { checkMetrics, readMetrics } from './metrics.ts';
import { pageOf } from './parameters.ts';
import { type ReportQuery, readReportQuery } from './report-query.ts';

type Subject = {
  readonly id: string;
  readonly cells: readonly Cell[];
  readonly whole: boolean;
  readonly names: Readonly<Record<string, string>>;
};

const nameOf = (entity: Entity | null, books: Books) => (entity === null ? '' : String(books.value(entity, 'name')));

/** Ads that the filters let through; deleted things are hidden. */
function adsOf(query: ReportQuery, books: Books): readonly Entity[] {
  const among = (list: readonly string[] | undefined, id: string) => list?.includes(id) ?? true;
  const chain = (ad: Entity) => [ad, ...[books.parent(ad), books.entity(ad.campaign.campaign_id)]];
  return books
    .list('ad')
    .filter((ad) => ad.campaign.campaign_id !== '')
    .filter((ad) => among(query.ids.campaign_ids, ad.campaign.campaign_id))
    .filter((ad) => among(query.ids.adgroup_ids, String(ad.parent_id)) && among(query.ids.ad_ids, ad.id))
    .filter((ad) => chain(ad).every((each) => each === null || books.value(each, 'status') !== 'DELETED'));
}

function subjectsOf(query: ReportQuery, { books, account, world }: Scene): readonly Subject[] {
  const idOf = (ad: Entity): string => {
    if (query.id_dimension === 'ad_id') return ad.id;
    if (query.id_dimension === 'adgroup_id') return String(ad.parent_id);
    return query.id_dimension === 'campaign_id' ? ad.campaign.campaign_id : account.external_id;
  };
  const cellsOf = (ad: Entity) => {
    const cells = world.markets().of(ad.campaign, account.timezone).cellsUntil(world.clock.now());
    return cells.filter((cell) => cell.ad_id === ad.id);
  };
  return [...Map.groupBy(adsOf(query, books), idOf)].map(([id, ads]) => {
    const [first = null] = ads;
    const adgroup = first === null ? null : books.parent(first);
    return {
      id,
      cells: ads.flatMap(cellsOf),
      whole: query.id_dimension !== 'ad_id',
      names: {
        ad_name: nameOf(first, books),
        adgroup_name: nameOf(adgroup, books),
        campaign_name: nameOf(adgroup === null ? null : books.parent(adgroup), books),
      },
    };
  });
}

/** The cells of each row under the label of its time, oldest first; one row without a label when time is not split. */
function spansOf(cells: readonly Cell[], query: ReportQuery): readonly (readonly [string | null, readonly Cell[]])[] {
  if (query.time_dimension === null) return [[null, cells]];
  const hourly = query.time_dimension === 'stat_time_hour';
  const hour = (cell: Cell) => (hourly ? String(cell.hour).padStart(2, '0') : '00');
  const byTime = Map.groupBy(cells, (cell) => `${cell.date} ${hour(cell)}:00:00`);
  return [...byTime].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `GET report/integrated/get/`: rows of dimensions and metrics as the platform would show them now; empty ones are left out. */
export function readReport(call: Call, scene: Scene): Reply {
  const query = readReportQuery(call);
  checkMetrics(query.metrics);
  const first = dayOf(query.start_date);
  const length = daysBetween(query.start_date, query.end_date);
  const dates = new Set(Array.from({ length }, (_, index) => dateOf(first + index)));
  const now = scene.world.clock.now();
  const rows = subjectsOf(query, scene).flatMap((subject) => {
    const inRange = subject.cells.filter((cell) => dates.has(cell.date));
    return spansOf(inRange, query).flatMap(([label, cells]) => {
      const totals = totalsOf(cells, now, subject.whole);
      if (totals.impressions === 0 && totals.spend_minor === 0) return [];
      const time = label === null || query.time_dimension === null ? {} : { [query.time_dimension]: label };
      const facts = { totals, currency: scene.account.currency, names: subject.names };
      return [
        { dimensions: { [query.id_dimension]: subject.id, ...time }, metrics: readMetrics(facts, query.metrics) },
      ];
    });
  });
  return ok(pageOf(rows, query));
}
