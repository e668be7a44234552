import { dateOf, dayOf } from '../market/calendar.ts';
import type { Cell } from '../market/cell.ts';
import { daysBetween, totalsOf } from '../market/report.ts';
import type { Entity } from '../world/entity.ts';
import { checkInsightFields, readInsightFields } from './insights-fields.ts';
import { HOURLY_BREAKDOWN, type InsightsQuery, type Level } from './insights-query.ts';
import type { View } from './view.ts';

/** Who a group of rows is about: the ads whose hours are added up, and the names that the rows carry. */
type Subject = {
  readonly cells: readonly Cell[];
  readonly whole: boolean;
  readonly names: Readonly<Record<string, string>>;
};

const levelKinds = { campaign: 'campaign', adset: 'ad_set', ad: 'ad' } as const;

function namesOf(view: View, entity: Entity | null): Record<string, string> {
  const account = { account_id: view.account.external_id.slice(4), account_name: view.account.name };
  const chain: Entity[] = [];
  for (let each = entity; each !== null; each = view.parent(each)) chain.push(each);
  const prefixes = { campaign: 'campaign', ad_set: 'adset', ad: 'ad', creative: 'creative' } as const;
  const entries = chain.flatMap((each): readonly (readonly [string, string])[] => [
    [`${prefixes[each.kind]}_id`, each.id],
    [`${prefixes[each.kind]}_name`, String(view.value(each, 'name'))],
  ]);
  const objective = entity === null ? {} : { objective: entity.campaign.objective };
  return { ...account, ...Object.fromEntries(entries), ...objective };
}

function cellsOf(view: View, entity: Entity): readonly Cell[] {
  const market = view.world.markets().of(entity.campaign, view.account.timezone);
  const cells = market.cellsUntil(view.world.clock.now());
  return entity.kind === 'ad' ? cells.filter((cell) => cell.ad_id === entity.id) : cells;
}

function subjectsOf(view: View, level: Level, below: Entity | null): readonly Subject[] {
  if (level === 'account') {
    const cells = view.list('campaign').flatMap((campaign) => cellsOf(view, campaign));
    return [{ cells, whole: true, names: namesOf(view, null) }];
  }
  const kind = levelKinds[level];
  const entities = below?.kind === kind || below?.kind === 'ad' ? [below] : view.list(kind, below ?? undefined);
  return entities.map((entity) => ({
    cells: cellsOf(view, entity),
    whole: entity.kind !== 'ad',
    names: namesOf(view, entity),
  }));
}

/** The spans of days that rows cover, both ends included. */
function spansOf(query: InsightsQuery): readonly { readonly since: string; readonly until: string }[] {
  const { since, until, increment } = query;
  if (increment === null) return [{ since, until }];
  const first = dayOf(since);
  return Array.from({ length: Math.ceil(daysBetween(since, until) / increment) }, (_, index) => {
    const start = first + index * increment;
    return { since: dateOf(start), until: dateOf(Math.min(dayOf(until), start + increment - 1)) };
  });
}

const hourLabel = (hour: number) => {
  const text = String(hour).padStart(2, '0');
  return `${text}:00:00 - ${text}:59:59`;
};

/** Rows of insights below one thing (or the account, when null), as the platform would show them now; empty rows are left out. */
export function readInsights(view: View, below: Entity | null, query: InsightsQuery): readonly unknown[] {
  checkInsightFields(query.fields);
  const now = view.world.clock.now();
  const rowOf = (subject: Subject, span: { since: string; until: string }, cells: readonly Cell[], hour?: number) => {
    const totals = totalsOf(cells, now, subject.whole);
    if (totals.impressions === 0 && totals.spend_minor === 0) return [];
    const dates = { date_start: span.since, date_stop: span.until };
    const facts = { totals, currency: view.account.currency, hourly: query.hourly, windows: query.windows };
    const row = readInsightFields({ ...facts, names: { ...subject.names, ...dates } }, query.fields);
    return [{ ...row, ...dates, ...(hour === undefined ? {} : { [HOURLY_BREAKDOWN]: hourLabel(hour) }) }];
  };
  return subjectsOf(view, query.level, below).flatMap((subject) => {
    const byDate = Map.groupBy(subject.cells, (cell) => cell.date);
    return spansOf(query).flatMap((span) => {
      const dates = Array.from({ length: daysBetween(span.since, span.until) }, (_, i) =>
        dateOf(dayOf(span.since) + i),
      );
      const cells = dates.flatMap((date) => byDate.get(date) ?? []);
      if (!query.hourly) return rowOf(subject, span, cells);
      const byHour = Map.groupBy(cells, (cell) => cell.hour);
      return [...byHour.keys()]
        .sort((a, b) => a - b)
        .flatMap((hour) => rowOf(subject, span, byHour.get(hour) ?? [], hour));
    });
  });
}
