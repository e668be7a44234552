import { z } from 'zod';
import { wireNumber } from './schemas.ts';

const percent = wireNumber.nullish();
const callUsage = z.object({ call_count: percent, total_cputime: percent, total_time: percent });
const businessUsage = z.record(
  z.string(),
  z.array(callUsage.extend({ estimated_time_to_regain_access: wireNumber.nullish() })),
);
const accountUsage = z.object({ acc_id_util_pct: percent, reset_time_duration: wireNumber.nullish() });
const insightsUsage = z.object({ app_id_util_pct: percent, acc_id_util_pct: percent });

/** How much of the rate limit is used (percent, the worst of all limits) and how long to stay away, if Meta says so. */
export type Usage = { readonly used_pct: number; readonly regain_seconds: number | null };

function header<T>(headers: Headers, name: string, schema: z.ZodType<T>): T | null {
  const text = headers.get(name);
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Reads Meta's usage headers (`X-Business-Use-Case-Usage`, `X-App-Usage`, `X-Ad-Account-Usage`, `X-FB-Ads-Insights-Throttle`)
 * and `Retry-After`. A header that is absent or malformed counts as no usage: limits then show as errors instead.
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export function readUsage(headers: Headers): Usage {
  const business = Object.values(header(headers, 'x-business-use-case-usage', businessUsage) ?? {}).flat();
  const app = header(headers, 'x-app-usage', callUsage);
  const account = header(headers, 'x-ad-account-usage', accountUsage);
  const insights = header(headers, 'x-fb-ads-insights-throttle', insightsUsage);
  const percents = [
    ...[...business, ...(app ? [app] : [])].flatMap((each) => [each.call_count, each.total_cputime, each.total_time]),
    account?.acc_id_util_pct,
    insights?.app_id_util_pct,
    insights?.acc_id_util_pct,
  ].map((value) => value ?? 0);
  const accountIsFull = (account?.acc_id_util_pct ?? 0) >= 100;
  const waits = [
    ...business.map((each) => (each.estimated_time_to_regain_access ?? 0) * 60),
    accountIsFull ? (account?.reset_time_duration ?? 0) : 0,
    Number(headers.get('retry-after') ?? 0) || 0,
  ];
  const regain = Math.max(0, ...waits);
  return { used_pct: Math.max(0, ...percents), regain_seconds: regain > 0 ? regain : null };
}

const slowDownAbovePct = 75;
const longestPauseMs = 4_000;

/** How long to pause before the next read: nothing up to 75 % of the limit, then rising linearly to 4 s at 100 %. */
export function pauseBeforeNextReadMs(usage: Usage): number {
  const over = Math.min(100, usage.used_pct) - slowDownAbovePct;
  return over <= 0 ? 0 : Math.round((over / (100 - slowDownAbovePct)) * longestPauseMs);
}
