import type { Cell } from '../../market/cell.ts';
import { totalsOf } from '../../market/report.ts';
import type { Books } from '../../world/books.ts';
import type { Entity } from '../../world/entity.ts';
import type { Row, Slice, Table } from './table.ts';

function campaignCells(books: Books, campaign: Entity): readonly Cell[] {
  const market = books.world.markets().of(campaign.campaign, books.account.timezone);
  return market.cellsUntil(books.world.clock.now());
}

/** The hours of the market that a row is about. The market shows people to the ads of the world's birth alone. */
function cellsOf(row: Row, measured: NonNullable<Table['measured']>): readonly Cell[] {
  const { books, campaign, ad_group, ad } = row;
  if (measured === 'customer') return books.list('campaign').flatMap((each) => campaignCells(books, each));
  if (campaign === undefined) return [];
  const cells = campaignCells(books, campaign);
  if (measured === 'campaign') return cells;
  if (measured === 'ad_group') return ad_group?.id === campaign.campaign.ad_set_id ? cells : [];
  return cells.filter((cell) => cell.ad_id === ad?.id);
}

/** Hours count alike: in those after the budget was spent nothing was shown, and just they lost everything to it. */
function sharesOf(cells: readonly Cell[]): Slice['shares'] {
  if (cells.length === 0) return null;
  const mean = (of: (cell: Cell) => number) => cells.reduce((sum, cell) => sum + of(cell), 0) / cells.length;
  return { shown: mean((cell) => cell.impression_share), lost_to_budget: mean((cell) => cell.lost_to_budget) };
}

/**
 * The rows of one thing by the segments that were asked for, oldest first. Segmented rows in which nothing happened are left
 * out, as the platform does; without segments there is one row whatever happened.
 */
export function slicesOf(
  row: Row,
  measured: NonNullable<Table['measured']>,
  asked: {
    readonly by_date: boolean;
    readonly by_hour: boolean;
    readonly keeps: (date: string, hour: number) => boolean;
  },
): readonly Row[] {
  const now = row.books.world.clock.now();
  const cells = cellsOf(row, measured).filter((cell) => asked.keeps(cell.date, cell.hour));
  const keyOf = (cell: Cell) =>
    `${asked.by_date ? cell.date : ''} ${asked.by_hour ? String(cell.hour).padStart(2, '0') : ''}`;
  const groups = asked.by_date || asked.by_hour ? [...Map.groupBy(cells, keyOf)] : [['', cells] as const];
  return groups
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, same]): Row => {
      const totals = totalsOf(same, now, measured !== 'ad');
      const { date = '', hour = 0 } = same[0] ?? {};
      return { ...row, slice: { date, hour, totals, shares: sharesOf(same) } };
    })
    .filter(({ slice }) => {
      if (!asked.by_date && !asked.by_hour) return true;
      return slice !== undefined && (slice.totals.impressions > 0 || slice.totals.spend_minor > 0);
    });
}
