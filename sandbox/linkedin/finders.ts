import type { Books } from '../world/books.ts';
import { page } from './paging.ts';
import { badInput, badParameter } from './refusals.ts';
import { isRecord, type RestliRecord, textOf, textsOf } from './restli-query.ts';
import { accountShape, campaignShape, creativeShape, groupShape } from './shapes.ts';
import { keyOf } from './urn.ts';

/** Largest pages, as documented: campaigns (and groups) and creatives. */
const CAMPAIGNS_A_PAGE = 1000;
const CREATIVES_A_PAGE = 100;

/** Refuses a parameter that this finder does not have: a filter that is read over would answer with too much. */
function only(query: RestliRecord, names: readonly string[]): void {
  const foreign = Object.keys(query).find((name) => !names.includes(name));
  if (foreign !== undefined) throw badParameter(foreign);
}

function requireFinder(query: RestliRecord, finder: string): void {
  if (textOf(query, 'q') !== finder) throw badInput('q', `the finder here is ${finder}`, 'PARAM_INVALID');
}

/** What `search=(status:(values:List(…)),…)` asks for: for each criterion the texts that will do. */
function readSearch(query: RestliRecord, criteria: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const search = query.search;
  if (search === undefined) return new Map();
  if (!isRecord(search)) throw badParameter('search');
  return new Map(
    Object.entries(search).map(([name, criterion]) => {
      const values = isRecord(criterion) ? textsOf(criterion, 'values') : undefined;
      if (!criteria.includes(name) || values === undefined) throw badParameter(`search.${name}`);
      return [name, values];
    }),
  );
}

type Shape = Readonly<Record<string, unknown>>;

/** True when the thing fulfils every criterion: its field, or its URN for `id`, is among the texts. */
function fulfils(shape: Shape, asked: ReadonlyMap<string, readonly string[]>, kind: 'group' | 'campaign'): boolean {
  const urnKind = kind === 'group' ? 'sponsoredCampaignGroup' : 'sponsoredCampaign';
  return [...asked].every(([name, values]) => {
    if (name !== 'id') return values.includes(String(shape[name]));
    return values.some((value) => (keyOf(urnKind, value) ?? value) === String(shape.id));
  });
}

const searchParameters = ['q', 'search', 'pageSize', 'pageToken', 'sortOrder', 'fields'];

/** `GET /adAccounts?q=search`: the one account that a token opens here. */
export function findAccounts(books: Books, query: RestliRecord) {
  only(query, searchParameters);
  requireFinder(query, 'search');
  const asked = readSearch(query, ['status', 'id', 'name', 'type', 'test', 'reference']);
  const rows = [accountShape(books)].filter((row) => fulfils(row, asked, 'group'));
  return page(rows, query, CAMPAIGNS_A_PAGE);
}

/** `GET /adAccounts/{a}/adCampaignGroups?q=search`. */
export function findGroups(books: Books, query: RestliRecord) {
  only(query, searchParameters);
  requireFinder(query, 'search');
  const asked = readSearch(query, ['status', 'id', 'name', 'test']);
  const rows = books.list('campaign').map((entity) => groupShape(books, entity));
  return page(
    rows.filter((row) => fulfils(row, asked, 'group')),
    query,
    CAMPAIGNS_A_PAGE,
  );
}

/** `GET /adAccounts/{a}/adCampaigns?q=search`. */
export function findCampaigns(books: Books, query: RestliRecord) {
  only(query, searchParameters);
  requireFinder(query, 'search');
  const asked = readSearch(query, ['status', 'campaignGroup', 'id', 'name', 'type', 'test']);
  const rows = books.list('ad_set').map((entity) => campaignShape(books, entity));
  return page(
    rows.filter((row) => fulfils(row, asked, 'campaign')),
    query,
    CAMPAIGNS_A_PAGE,
  );
}

/** `GET /adAccounts/{a}/creatives?q=criteria&campaigns=List(…)&creatives=List(…)&intendedStatuses=List(…)`. */
export function findCreatives(books: Books, query: RestliRecord) {
  only(query, [...searchParameters, 'campaigns', 'creatives', 'intendedStatuses']);
  requireFinder(query, 'criteria');
  const campaigns = textsOf(query, 'campaigns');
  const creatives = textsOf(query, 'creatives');
  const statuses = textsOf(query, 'intendedStatuses');
  const order = textOf(query, 'sortOrder') ?? 'ASCENDING';
  if (order !== 'ASCENDING' && order !== 'DESCENDING') throw badParameter('sortOrder');
  const rows = books
    .list('ad')
    .map((entity) => creativeShape(books, entity))
    .filter((row) => campaigns === undefined || campaigns.includes(row.campaign))
    .filter((row) => creatives === undefined || creatives.includes(row.id))
    .filter((row) => statuses === undefined || statuses.includes(row.intendedStatus))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return page(order === 'ASCENDING' ? rows : rows.reverse(), query, CREATIVES_A_PAGE);
}
