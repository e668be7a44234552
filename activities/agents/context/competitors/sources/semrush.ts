import { parse } from 'csv-parse/sync';
import { median } from 'simple-statistics';
import { z } from 'zod';
import { CodedError } from '../../../../../contracts/errors/index.ts';
import { changePct } from '../../facts/figures.ts';
import type { SourceClient } from '../../wire/source-client.ts';
import { normaliseDomain } from '../domain.ts';
import { type CompetitorSource, noSignals } from '../source-signals.ts';

const adRow = z.looseObject({ Domain: z.string() });
const priceRow = z.looseObject({ CPC: z.coerce.number().nonnegative() });
/** More keywords than these cost more units than they tell. */
const mostKeywords = 5;

/**
 * SEMrush's analytics API (https://developer.semrush.com/api/v3/analytics/keyword-reports/): `phrase_adwords` names who
 * advertises on a keyword and `phrase_this` its price per click, now and in the database of the month before (`display_date`).
 * Answers are lines of semicolon-separated values; a keyword without data is `ERROR 50`.
 */
export function createSemrush(options: {
  readonly client: SourceClient;
  readonly base_url: string;
  readonly key: string;
  readonly database: string;
}): CompetitorSource {
  const ask = async <Row>(row: z.ZodType<Row>, parameters: Readonly<Record<string, string>>): Promise<Row[]> => {
    const url = new URL(options.base_url);
    const query = { ...parameters, database: options.database, key: options.key };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const text = await options.client(url);
    if (text.startsWith('ERROR 50')) return [];
    if (text.startsWith('ERROR')) throw new CodedError('SOURCE_UNAVAILABLE', `SEMrush refused: ${text.slice(0, 9)}.`);
    const parsed = z.array(row).safeParse(readLines(text));
    if (parsed.success) return parsed.data;
    throw new CodedError('SOURCE_ANSWER_INVALID', 'SEMrush answered in another form.');
  };
  const advertisers = async (phrase: string, display_date: string | null) => {
    const rows = await ask(adRow, {
      ...{ type: 'phrase_adwords', phrase, export_columns: 'Dn,Ur', display_limit: '50' },
      ...(display_date === null ? {} : { display_date }),
    });
    return rows.map((each) => normaliseDomain(each.Domain)).filter((domain) => domain !== null);
  };
  const price = async (phrase: string, display_date: string | null) => {
    const rows = await ask(priceRow, {
      ...{ type: 'phrase_this', phrase, export_columns: 'Ph,Nq,Cp,Co' },
      ...(display_date === null ? {} : { display_date }),
    });
    return rows[0]?.CPC ?? null;
  };
  return {
    name: 'semrush',
    asks: 'keywords',
    check: async () => void (await price('shoes', null)),
    read: async ({ keywords, at }) => {
      const month = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 15));
      const before = month.toISOString().slice(0, 10).replaceAll('-', '');
      const phrases = keywords.slice(0, mostKeywords);
      const each = await Promise.all(
        phrases.map(async (phrase) => {
          const [now, then, cpc, cpcThen] = await Promise.all([
            advertisers(phrase, null),
            advertisers(phrase, before),
            price(phrase, null),
            price(phrase, before),
          ]);
          return { now, then, change: changePct(cpcThen, cpc) };
        }),
      );
      const now = new Set(each.flatMap((phrase) => phrase.now));
      const then = new Set(each.flatMap((phrase) => phrase.then));
      const changes = each.flatMap((phrase) => (phrase.change === null ? [] : [phrase.change]));
      return {
        ...noSignals,
        competitors: [...now].map((key) => ({
          ...{ key, is_new: then.size === 0 ? null : !then.has(key), promotes: null, bid: null },
        })),
        activity_change_pct: changePct(then.size, now.size),
        avg_bid_increase_pct: changes.length === 0 ? null : median(changes),
        analysis_period_days: 30,
      };
    },
  };
}

/** The lines below the head; null for what has no such head, since a page of excuses must not read as "nobody advertises". */
function readLines(text: string): unknown {
  if (!/^[\w ]+;/.test(text)) return null;
  try {
    return parse(text, { columns: true, delimiter: ';', relax_quotes: true });
  } catch {
    return null;
  }
}
