const hour = 3_600_000;
const day = 24 * hour;

/** How one grain is read. All spans are milliseconds. */
export type GrainSettings = {
  /** Length of the pattern that repeats: a day of hours, a week of days. */
  readonly season: number;
  /** Two moments of the season that are closer than this are the same slot. */
  readonly slot_tolerance: number;
  /** How far back the same slots are compared. */
  readonly baseline_span: number;
  readonly baseline_minimum_points: number;
  /** The level follows a trend over this span. */
  readonly level_span: number;
  readonly level_minimum_points: number;
  /** How far back the usual size of surprises is measured. */
  readonly scale_span: number;
  readonly scale_minimum_points: number;
  /** Points whose surprises are averaged to find a shift that no single point shows. */
  readonly sustained_points: number;
  readonly sustained_minimum_history: number;
  /** A finding counts for a moment when it is at most this old. */
  readonly recent_span: number;
  /** In words, for the person who reads the finding. */
  readonly method: string;
};

/** One setting for every series of a grain; nothing is fitted to a single campaign. */
export const grainSettings: Readonly<Record<'hour' | 'day', GrainSettings>> = {
  hour: {
    season: day,
    slot_tolerance: 0.6 * hour,
    baseline_span: 21 * day,
    baseline_minimum_points: 5,
    level_span: 3 * day,
    level_minimum_points: 36,
    scale_span: 28 * day,
    scale_minimum_points: 72,
    sustained_points: 24,
    sustained_minimum_history: 72,
    recent_span: 3 * day,
    method:
      'compared with the middle value (median) of the same hour over 21 days, moved to the level of the last 72 hours; distances counted in normal swings (how far values usually stray)',
  },
  day: {
    season: 7 * day,
    slot_tolerance: 0.5 * day,
    baseline_span: 56 * day,
    baseline_minimum_points: 3,
    level_span: 21 * day,
    level_minimum_points: 7,
    scale_span: 56 * day,
    scale_minimum_points: 14,
    sustained_points: 3,
    sustained_minimum_history: 14,
    recent_span: 7 * day,
    method:
      'compared with the middle value (median) of the same weekday over 8 weeks, moved to the level of the last 21 days; distances counted in normal swings (how far values usually stray)',
  },
};

/** A point this many robust deviations off its baseline is an anomaly. */
export const pointThreshold = 5;

/** A stretch whose mean surprise is this many deviations off is one. */
export const sustainedThreshold = 3.5;

/** Surprises smaller than 5 % are never counted as a deviation of one, however calm the series was. */
export const smallestDeviation = 0.05;

/** The mean surprise of a stretch is never taken to vary by less than this, because neighbouring points hang together. */
export const smallestSustainedDeviation = 0.3;

/** One surprise counts at most this much towards a stretch, so that a single spike is not a shift. */
export const surpriseCap = 4;
