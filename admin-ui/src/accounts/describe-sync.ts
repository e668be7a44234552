import type { Tone } from '../executions/describe-execution.ts';
import { formatDay, formatDays } from '../time/describe-time.ts';
import type { AccountView } from './account-view.ts';
import type { GapView, StreamView } from './stream-view.ts';

type Told = { readonly word: string; readonly tone: Tone };

const connections: ReadonlyMap<string, Told> = new Map([
  ['connected', { word: 'Connected', tone: 'good' }],
  ['unchecked', { word: 'Not tried yet', tone: 'waiting' }],
  ['not_connected', { word: 'Not connected', tone: 'neutral' }],
  ['refused', { word: 'Access refused', tone: 'bad' }],
]);

const streams: ReadonlyMap<string, string> = new Map([
  ['entities', 'Campaigns, ad sets and ads'],
  ['audiences', 'Audiences'],
  ['daily_metrics', 'Figures of each day'],
]);

/** Hours after which figures of a day count as old: playbooks that run on them may then be wrong. */
const old_hours = 26;
const day_ms = 86_400_000;

/** Whether an account can be reached, in a word. */
export function connectionWords(state: string): Told {
  return connections.get(state) ?? { word: state.replaceAll('_', ' '), tone: 'neutral' };
}

/** What a stream reads, as people say it. */
export function streamName(stream: string): string {
  return streams.get(stream) ?? stream.replaceAll('_', ' ');
}

/** How a stream stands, in a word. */
export function streamStanding({ status, lag_hours, gaps }: Pick<StreamView, 'status' | 'lag_hours' | 'gaps'>): Told {
  if (status === 'running') return { word: 'Reading now', tone: 'busy' };
  if (status === 'failed') return { word: 'Failed', tone: 'bad' };
  if (lag_hours === null) return { word: 'Never read', tone: 'waiting' };
  if (lag_hours > old_hours) return { word: 'Out of date', tone: 'waiting' };
  if (gaps !== null && gaps.days > 0) return { word: 'Days are missing', tone: 'waiting' };
  return { word: 'Up to date', tone: 'good' };
}

/** How far a stream of days has come, in whole percent; null for a stream that has no days. */
export function daysRead({
  backfill_from,
  complete_until,
  today,
}: Pick<StreamView, 'backfill_from' | 'complete_until' | 'today'>): number | null {
  if (backfill_from === null || today === '') return null;
  const wanted = daysBetween(backfill_from, today);
  const read = complete_until === null ? 0 : daysBetween(backfill_from, complete_until) + 1;
  if (wanted <= 0) return 100;
  return Math.max(0, Math.min(100, Math.floor((read / wanted) * 100)));
}

function daysBetween(since: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(since)) / day_ms);
}

/** How old a stream is, in words. */
export function lagWords(lag_hours: number | null): string {
  if (lag_hours === null) return 'never finished yet';
  if (lag_hours < 1) return 'less than an hour old';
  const hours = Math.floor(lag_hours);
  if (hours < 48) return hours === 1 ? '1 hour old' : `${hours} hours old`;
  return `${Math.floor(hours / 24)} days old`;
}

/** A gap in words: which days of which campaign, and why they are missing. */
export function gapWords(gap: GapView): string {
  const days = gap.since === gap.until ? formatDay(gap.since) : formatDays(gap.since, gap.until);
  const why = gap.reason === 'figures_lost' ? 'the figures were there and are gone' : 'never read';
  return `${gap.campaign_name === '' ? gap.campaign_id : gap.campaign_name}: ${days} (${why})`;
}

/** All accounts in one sentence. */
export function summarizeAccounts(accounts: readonly Pick<AccountView, 'connection' | 'synced_at'>[]): string {
  if (accounts.length === 0) return 'No ad account is connected yet.';
  const count = `${accounts.length} ad ${accounts.length === 1 ? 'account' : 'accounts'}`;
  const refused = accounts.filter((account) => account.connection.state === 'refused').length;
  const never = accounts.filter((account) => account.synced_at === null).length;
  const troubles = [
    ...(refused === 0 ? [] : [`${refused} cannot be reached`]),
    ...(never === 0 ? [] : [`${never} not read completely yet`]),
  ];
  return `${count}${troubles.length === 0 ? ', all in step' : `: ${troubles.join(', ')}`}.`;
}
