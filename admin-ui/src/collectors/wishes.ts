import type { Tone } from '../executions/describe-execution.ts';

/** An event as it is entered. */
export type EventWish = {
  readonly name: string;
  readonly kind: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly campaign_id?: string;
  readonly expected_cpa_change_pct?: number;
};

/** An experiment as it is entered. */
export type ExperimentWish = {
  readonly campaign_id: string;
  readonly name: string;
  readonly starts_on: string;
  readonly metric?: string;
  readonly ends_on?: string;
};

/** What stands in the fields of either dialog. */
export type ContextDraft = {
  readonly name: string;
  readonly kind: string;
  readonly campaign_id: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly figure: string;
};

const days = /^\d{4}-\d{2}-\d{2}$/;

function holds({ name, starts_on, ends_on }: ContextDraft): boolean {
  return name.trim() !== '' && days.test(starts_on) && (ends_on === '' || (days.test(ends_on) && ends_on >= starts_on));
}

/** The event in the fields; null while something is missing or makes no sense. `figure` is the usual change of CPA, percent. */
export function eventOf(draft: ContextDraft): EventWish | null {
  const { kind, campaign_id, starts_on } = draft;
  const figure = draft.figure.trim().replace(',', '.').replace('−', '-');
  if (!holds(draft) || (figure !== '' && !/^[+-]?\d+(\.\d+)?$/.test(figure))) return null;
  const change = Number(figure);
  if (change < -100 || change > 1_000) return null;
  return {
    ...{ name: draft.name.trim(), kind, starts_on, ends_on: draft.ends_on === '' ? starts_on : draft.ends_on },
    ...(campaign_id === '' ? {} : { campaign_id }),
    ...(figure === '' ? {} : { expected_cpa_change_pct: change }),
  };
}

/** The experiment in the fields; null while something is missing. `figure` is what it measures. */
export function experimentOf(draft: ContextDraft): ExperimentWish | null {
  const { campaign_id, starts_on, ends_on } = draft;
  const metric = draft.figure.trim();
  if (!holds(draft) || campaign_id === '') return null;
  return {
    ...{ campaign_id, name: draft.name.trim(), starts_on },
    ...(ends_on === '' ? {} : { ends_on }),
    ...(metric === '' ? {} : { metric }),
  };
}

/** How a collector stands, in words. */
export function collectorStanding(status: string | null): { readonly word: string; readonly tone: Tone } {
  if (status === null) return { word: 'not called yet', tone: 'neutral' };
  const tones: Readonly<Record<string, Tone>> = { healthy: 'good', degraded: 'waiting', down: 'bad' };
  return { word: status, tone: tones[status] ?? 'neutral' };
}

/** The newest calls in words: `4 of the last 5 calls succeeded`. */
export function recentWords(recent: readonly boolean[]): string {
  if (recent.length === 0) return 'no calls yet';
  return `${recent.filter(Boolean).length} of the last ${recent.length} succeeded`;
}
