import { mean, significant } from '../../../reasoning/index.ts';
import { shiftDate } from '../collect/period.ts';
import { type Choice, chooseMethod } from './choose-method.ts';
import type { Control, DayValue, Effect, EffectEvidence, Method } from './effect.ts';
import { datesBetween, ratioOf, seriesOf } from './prepare-series.ts';
import { mixtureQuantile } from './student-t.ts';

/** How many days before the change are looked at, at most and at least. */
export const historyDays = 119;
const fewestHistoryDays = 21;
const sparse = 0.8;

/** In words, for the record. */
export const methodWords: Readonly<Record<Method, string>> = {
  own_history:
    'own history: structural time-series model of the campaign itself (moving level, weekday pattern, steps where it broke), Kalman filter, Bayesian average over how fast the level moves',
  recurring_history:
    'recurring history: the same days four weeks earlier, and a structural time-series model of what they leave over',
  synthetic_control:
    'synthetic control: campaigns that were left alone, weighted to follow this one before the change, and a structural time-series model of what they leave over',
};

/** What is to be measured. Days may come in any order; `changed_on` is the first full day after the change. */
export type EffectQuestion = {
  readonly days: readonly DayValue[];
  readonly controls: readonly Control[];
  readonly changed_on: string;
  readonly window_days: number;
  /** The last day before the change that is not touched by it: the day of the change itself is neither before nor after. */
  readonly last_day_before: string;
  /** The share of cases in which the interval is to hold the truth, such as 0.9. */
  readonly interval_level: number;
};

/**
 * Compares the days after a change with what they would have been without it. The method is the one that foretold earlier
 * windows of this campaign better (`chooseMethod`); effects are factors of the metric, so a change of ±x % is one of the
 * logarithm, except for amounts that fall to nothing, which are compared as they are.
 */
export function measureEffect(question: EffectQuestion): Effect {
  const { days, changed_on, window_days, last_day_before } = question;
  const first = shiftDate(last_day_before, 1 - historyDays);
  const dates = datesBetween(first, shiftDate(changed_on, window_days - 1));
  const cut = dates.indexOf(last_day_before) + 1;
  const window = dates.slice(dates.indexOf(changed_on));
  const within = (from: string, to: string) => days.filter((day) => day.dt >= from && day.dt <= to);
  const afterDays = within(changed_on, dates.at(-1) ?? changed_on);
  const beforeDays = within(first, last_day_before);
  const rounded = (value: number | null) => (value === null ? null : significant(value));
  const figures = {
    before: rounded(ratioOf(within(shiftDate(last_day_before, 1 - window_days), last_day_before))),
    after: rounded(ratioOf(afterDays)),
  };
  const scale = scaleOf(beforeDays, afterDays);
  const series = seriesOf(days, dates, scale);
  const learned = series.values.slice(0, cut).filter((value) => value !== null).length;
  const wanted = window.flatMap((date) => {
    const index = dates.indexOf(date);
    return series.values[index] === null ? [] : [index];
  });
  if (wanted.length < Math.max(1, sparse * window_days))
    return unknown(figures, `not measurable: ${wanted.length} of ${window_days} days after the change have a value`);
  if (learned < fewestHistoryDays)
    return unknown(figures, `not measurable: fewer than ${fewestHistoryDays} days before the change have a value`);
  const donors = question.controls.map(({ campaign_id, days: own }) => ({
    campaign_id,
    values: seriesOf(own, dates, scale.kind === 'log' ? scale : { kind: 'plain', unit: unitOf(own, last_day_before) })
      .values,
  }));
  const choice = chooseMethod(series, cut, wanted, donors);
  if (choice === null || figures.after === null) return unknown(figures, 'not measurable: too few days to learn from');
  const actual = mean(wanted.map((day) => series.values[day] ?? 0));
  return effectOf(question, { ...figures, after: figures.after }, scale, choice, actual, {
    ...{ scale: scale.kind, days_before: learned, days_after: wanted.length },
    days_without_value: window.filter((date) => series.values[dates.indexOf(date)] === null),
    days_set_aside: choice.foretold.set_aside.flatMap((index) => dates[index] ?? []),
    breaks: choice.foretold.breaks.flatMap((index) => dates[index] ?? []),
  });
}

type Scale = { readonly kind: 'log' } | { readonly kind: 'plain'; readonly unit: number };

/** Amounts that are 0 on some day have no logarithm: they are compared in units of their usual size. */
function scaleOf(before: readonly DayValue[], after: readonly DayValue[]): Scale {
  const amounts = [...before, ...after].every((day) => day.denominator === 1);
  const zeros = after.some((day) => day.numerator <= 0);
  const unit = ratioOf(before) ?? 0;
  return amounts && zeros && unit > 0 ? { kind: 'plain', unit } : { kind: 'log' };
}

function unitOf(days: readonly DayValue[], last_day_before: string): number {
  return ratioOf(days.filter((day) => day.dt <= last_day_before)) ?? 1;
}

function unknown(figures: Pick<Effect, 'before' | 'after'>, method: string): Effect {
  return {
    ...{ ...figures, counterfactual: null, effect_pct: null, low_pct: null, high_pct: null },
    ...{ method, evidence: null },
  };
}

type Known = Pick<EffectEvidence, 'scale' | 'days_before' | 'days_after' | 'days_without_value'> &
  Pick<EffectEvidence, 'days_set_aside' | 'breaks'>;

function effectOf(
  { interval_level }: EffectQuestion,
  figures: { readonly before: number | null; readonly after: number },
  scale: Scale,
  choice: Choice,
  actual: number,
  known: Known,
): Effect {
  const { parts, weights } = choice.foretold;
  const tail = (1 - interval_level) / 2;
  // What the window would have been may lie anywhere in the mixture, so the effect is what each such window leaves over.
  const pctAgainst = (expected: number) =>
    scale.kind === 'log' ? (Math.exp(actual - expected) - 1) * 100 : (actual / Math.max(expected, 1e-9) - 1) * 100;
  const center = mixtureQuantile(parts, 0.5);
  const effect = pctAgainst(center);
  const inPct = (error: number | null) => (error === null ? null : tenth(error * 100));
  return {
    before: figures.before,
    after: figures.after,
    counterfactual: significant(scale.kind === 'log' ? figures.after / (1 + effect / 100) : center * scale.unit),
    effect_pct: tenth(effect),
    low_pct: tenth(pctAgainst(mixtureQuantile(parts, 1 - tail))),
    high_pct: tenth(pctAgainst(mixtureQuantile(parts, tail))),
    method: methodWords[choice.method],
    evidence: {
      ...known,
      chosen: choice.method,
      controls:
        choice.method === 'synthetic_control'
          ? weights.map(({ campaign_id, weight }) => ({ campaign_id, weight: significant(weight, 3) }))
          : [],
      placebos: choice.placebos[choice.method]?.count ?? 0,
      placebo_error_pct: {
        own_history: inPct(choice.placebos.own_history?.error ?? null),
        recurring_history: inPct(choice.placebos.recurring_history?.error ?? null),
        synthetic_control: inPct(choice.placebos.synthetic_control?.error ?? null),
      },
      widened_by: significant(choice.widened_by, 3),
    },
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
