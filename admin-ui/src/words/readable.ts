import { decimalsOf, formatMoney } from '../money/format-money.ts';
import { formatDay } from '../time/describe-time.ts';

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
/**
 * An id of an ad platform: a long run of digits that belongs to no number with a point, a comma or a unit. One that stands
 * behind a name in quotes tells two of the same name apart, and stays.
 */
const idPattern = /(?<![\d.,$€£-]|” \()\d{8,}(?![\d.,]*\d|\s?%)/g;

/** The ids of platforms that a text mentions, each once. */
export function idsIn(text: string): string[] {
  return [...new Set(text.match(idPattern) ?? [])];
}

/**
 * A sentence that a rule or a model wrote, as every other number on the screens is written: names for ids, days in words,
 * `$43.11` for `43.11 USD`, a true minus, no more decimals than help, and no line break between a number and its unit.
 */
export function readable(text: string, names: ReadonlyMap<string, string>): string {
  const named = text.replace(idPattern, (id) => {
    const name = names.get(id);
    if (name === undefined) return id;
    return id === text ? name : `“${name}”`;
  });
  return named
    .replace(/\b\d{4}-\d{2}-\d{2}\b(?!T)/g, (day) => formatDay(day))
    .replace(/(-?\d+(?:\.\d+)?)( to | and )(-?\d+(?:\.\d+)?) ([A-Z]{3})\b/g, (whole, low, between, high, code) =>
      currencies.has(code) ? `${money(low, code)}${between}${money(high, code)}` : whole,
    )
    .replace(/(-?\d+(?:\.\d+)?) ([A-Z]{3})\b/g, (whole, amount, code) =>
      currencies.has(code) ? money(amount, code) : whole,
    )
    .replace(/(\d+(?:\.\d+)?) ?%/g, (_, amount) => `${shortened(amount)}\u00a0%`)
    .replace(/(^|[\s(])-(?=[\d$€£¥])/g, '$1−');
}

function money(major: string, currency: string): string {
  return formatMoney(Math.round(Number(major) * 10 ** decimalsOf(currency)), currency);
}

/** From ten on one decimal is enough, below it two. */
function shortened(amount: string): string {
  const value = Number(amount);
  return value.toLocaleString('en-US', { maximumFractionDigits: value >= 10 ? 1 : 2 });
}
