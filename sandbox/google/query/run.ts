import type { Books } from '../../world/books.ts';
import { refuse } from '../failure.ts';
import { checkAuctionAccess, isAuctionColumn, rivalRowsOf } from './auction-rivals.ts';
import { checkChangeQuery } from './change-query.ts';
import { checkCondition, compareValues, fulfils } from './conditions.ts';
import { duringDates } from './dates.ts';
import { type Condition, parseQuery, type Query } from './parse.ts';
import { slicesOf } from './slices.ts';
import type { Column, Row, Table } from './table.ts';
import { tables } from './tables.ts';

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const isSegment = (field: string) => field.startsWith('segments.');

function tableOf(query: Query): Table {
  const table = Object.hasOwn(tables, query.from) ? tables[query.from] : undefined;
  if (table !== undefined) return table;
  throw refuse(
    'queryError',
    'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE',
    `Error in query: '${query.from}' is not a valid resource name.`,
    { trigger: query.from },
  );
}

/** A column by its name, or the refusal that says why there is none here. */
function columnOf(table: Table, field: string, from: string): Column {
  const column = Object.hasOwn(table.columns, field) ? table.columns[field] : undefined;
  if (column !== undefined) return column;
  const elsewhere = Object.values(tables).some((other) => Object.hasOwn(other.columns, field));
  const [kind = ''] = field.split('.');
  const prohibited =
    { metrics: 'PROHIBITED_METRIC', segments: 'PROHIBITED_SEGMENT' }[kind] ?? 'PROHIBITED_RESOURCE_TYPE';
  const clause = kind === 'metrics' || kind === 'segments' ? 'IN_SELECT_OR_WHERE_CLAUSE' : 'IN_SELECT_CLAUSE';
  const value = elsewhere ? `${prohibited}_${clause}` : 'UNRECOGNIZED_FIELD';
  const message = elsewhere
    ? `Cannot select or filter on '${field}' with '${from}' in the FROM clause.`
    : `Unrecognized field in the query: '${field}'.`;
  throw refuse('queryError', value, message, { trigger: field });
}

function conditionsOf(query: Query, today: string): readonly Condition[] {
  return query.where.flatMap((each): readonly Condition[] => {
    if (!('during' in each)) return [each];
    const [first, last] = duringDates(each.during, today);
    return [
      { field: each.field, operator: '>=', values: [first] },
      { field: each.field, operator: '<=', values: [last] },
    ];
  });
}

/** One result in the JSON of the wire: nested, in camel case, resource names always there, what is unset left out. */
function resultOf(row: Row, table: Table, select: readonly string[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const resources = new Set(select.map((field) => field.slice(0, field.indexOf('.'))));
  const names = [...resources].map((resource) => `${resource}.resource_name`);
  for (const field of [...names, ...select]) {
    const column = table.columns[field];
    const value = column?.read(row);
    if (value === undefined) continue;
    const path = field.split('.').map(camel);
    const last = path.pop() ?? '';
    let place: Record<string, unknown> = result;
    for (const part of path) {
      const below = place[part];
      const next = typeof below === 'object' && below !== null ? { ...below } : {};
      place[part] = next;
      place = next;
    }
    place[last] = value;
  }
  return result;
}

/** Runs a query on the books. Refuses with the platform’s own errors what it cannot ask; answers rows and their field mask. */
export function runQuery(text: string, books: Books) {
  const query = parseQuery(text);
  const table = tableOf(query);
  const fields = [...query.select, ...query.where.map((each) => each.field)];
  checkAuctionAccess(fields, books.account.auction_insights);
  const ofRivals = fields.some(isAuctionColumn);
  const columns = new Map(
    [...query.select, ...query.where, ...query.order].map((each) => {
      const field = typeof each === 'string' ? each : each.field;
      return [field, columnOf(table, field, query.from)];
    }),
  );
  const column = (field: string) => columnOf(table, field, query.from);
  const today = books.world.markets().calendar(books.account.timezone)(books.world.clock.now()).date;
  const conditions = conditionsOf(query, today);
  for (const each of conditions) checkCondition(each, column(each.field));
  if (query.from === 'change_event') checkChangeQuery(conditions, query.limit, today);

  const ofDates = conditions.filter((each) => isSegment(each.field));
  const others = conditions.filter((each) => !isSegment(each.field));
  const by_date = query.select.includes('segments.date');
  const by_hour = query.select.includes('segments.hour');
  if ((by_date || by_hour) && !ofDates.some((each) => each.field === 'segments.date')) {
    throw refuse('queryError', 'EXPECTED_FILTERS_ON_DATE_RANGE', 'A query by date needs a filter on segments.date.');
  }
  const measures = [...columns.keys()].some((field) => field.startsWith('metrics.') || isSegment(field));
  const keeps = (date: string, hour: number) =>
    ofDates.every((each) => {
      const value = each.field === 'segments.date' ? date : String(hour);
      return fulfils(each, { ...column(each.field), read: () => value }, { books });
    });
  const isMetric = (each: Condition) => each.field.startsWith('metrics.');
  const chosen = table
    .rows(books)
    .filter((row) => others.every((each) => isMetric(each) || fulfils(each, column(each.field), row)))
    .flatMap((row) => (ofRivals ? rivalRowsOf(row, ofDates) : [row]))
    .flatMap((row) =>
      !ofRivals && measures && table.measured !== null
        ? slicesOf(row, table.measured, { by_date, by_hour, keeps })
        : [row],
    )
    .filter((row) => others.every((each) => !isMetric(each) || fulfils(each, column(each.field), row)));
  const sorted = chosen.toSorted((one, other) => {
    for (const { field, descending } of query.order) {
      const by = compareValues(column(field), column(field).read(one), column(field).read(other));
      if (by !== 0) return descending ? -by : by;
    }
    return 0;
  });
  const results = sorted.slice(0, query.limit ?? sorted.length).map((row) => resultOf(row, table, query.select));
  return { results, fieldMask: query.select.map((field) => field.split('.').map(camel).join('.')).join(',') };
}
