import type { Books } from '../../world/books.ts';
import type { Entity } from '../../world/entity.ts';
import { assetsOf } from '../assets.ts';
import { budgetIdOf, budgetsOf } from '../budget.ts';
import { changeEventsOf } from './change-event.ts';
import { adColumns, adGroupColumns, budgetColumns, campaignColumns } from './columns.ts';
import {
  adGroupCriterionColumns,
  assetColumns,
  auctionColumns,
  campaignCriterionColumns,
  changeEventColumns,
  customerColumns,
  metricColumns,
  segmentColumns,
  shareColumns,
  userListColumns,
} from './more-columns.ts';
import type { Criterion, Row, Table } from './table.ts';

function campaignRows(books: Books): readonly (Row & { readonly campaign: Entity })[] {
  const budgets = new Map(budgetsOf(books).map((budget) => [budget.id, budget]));
  return books.list('campaign').map((campaign) => {
    const budget = budgets.get(budgetIdOf(books, campaign));
    return { books, campaign, ...(budget === undefined ? {} : { budget }) };
  });
}

function adGroupRows(books: Books): readonly (Row & { readonly ad_group: Entity })[] {
  const campaigns = new Map(campaignRows(books).map((row) => [row.campaign.id, row]));
  return books.list('ad_set').map((ad_group) => ({ books, ...campaigns.get(ad_group.parent_id ?? ''), ad_group }));
}

function adRows(books: Books): readonly Row[] {
  const groups = new Map(adGroupRows(books).map((row) => [row.ad_group.id, row]));
  return books.list('ad').map((ad) => ({ books, ...groups.get(ad.parent_id ?? ''), ad }));
}

/** The audiences that a campaign or ad group is aimed at or spares. */
export function criteriaOf(books: Books, owner: Entity): readonly Criterion[] {
  return (['included_audiences', 'excluded_audiences'] as const).flatMap((field) => {
    const list = books.value(owner, field);
    if (typeof list !== 'string' || list === '') return [];
    return list.split(',').map((user_list_id) => ({ owner, user_list_id, negative: field === 'excluded_audiences' }));
  });
}

const withCriteria = (row: Row, owner: Entity) =>
  criteriaOf(row.books, owner).map((criterion): Row => ({ ...row, criterion }));

/** The resources that can be selected from, with the columns of what goes along with each. */
export const tables: Readonly<Record<string, Table>> = {
  customer: {
    columns: { ...customerColumns, ...metricColumns, ...segmentColumns },
    rows: (books) => [{ books }],
    measured: 'customer',
  },
  campaign: {
    columns: {
      ...campaignColumns,
      ...budgetColumns,
      ...customerColumns,
      ...metricColumns,
      ...shareColumns,
      ...auctionColumns,
      ...segmentColumns,
    },
    rows: campaignRows,
    measured: 'campaign',
  },
  campaign_budget: {
    columns: { ...budgetColumns, ...customerColumns },
    rows: (books) => budgetsOf(books).map((budget) => ({ books, budget })),
    measured: null,
  },
  ad_group: {
    columns: { ...adGroupColumns, ...campaignColumns, ...customerColumns, ...metricColumns, ...segmentColumns },
    rows: adGroupRows,
    measured: 'ad_group',
  },
  ad_group_ad: {
    columns: {
      ...adColumns,
      ...adGroupColumns,
      ...campaignColumns,
      ...customerColumns,
      ...metricColumns,
      ...segmentColumns,
    },
    rows: adRows,
    measured: 'ad',
  },
  campaign_criterion: {
    columns: { ...campaignCriterionColumns, ...campaignColumns, ...customerColumns },
    rows: (books) => campaignRows(books).flatMap((row) => withCriteria(row, row.campaign)),
    measured: null,
  },
  ad_group_criterion: {
    columns: { ...adGroupCriterionColumns, ...adGroupColumns, ...campaignColumns, ...customerColumns },
    rows: (books) => adGroupRows(books).flatMap((row) => withCriteria(row, row.ad_group)),
    measured: null,
  },
  user_list: {
    columns: { ...userListColumns, ...customerColumns },
    rows: (books) => books.world.audiences(books.account).map((user_list) => ({ books, user_list })),
    measured: null,
  },
  asset: {
    columns: { ...assetColumns, ...customerColumns },
    rows: (books) => assetsOf(books).map((asset) => ({ books, asset })),
    measured: null,
  },
  change_event: {
    columns: { ...changeEventColumns, ...customerColumns },
    rows: (books) => changeEventsOf(books).map((change) => ({ books, change })),
    measured: null,
  },
};
