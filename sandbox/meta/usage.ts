/** Counts calls per account over a rolling hour and writes Meta’s usage headers (percentages). */
export type Usage = {
  readonly count: (account_id: string, at: number) => void;
  readonly headers: (account_id: string, at: number, regainMinutes?: number) => Record<string, string>;
};

const HOUR = 3_600_000;
/** Calls an hour in the full access tier. The sandbox reports usage against it but throttles by fault only. */
const CALLS_AN_HOUR = 100_000;

/** Makes the counters of one process. */
export function createUsage(): Usage {
  const calls = new Map<string, number[]>();
  return {
    count: (account_id, at) => {
      const recent = (calls.get(account_id) ?? []).filter((time) => time > at - HOUR);
      calls.set(account_id, [...recent.slice(-CALLS_AN_HOUR), at]);
    },
    headers: (account_id, at, regainMinutes = 0) => {
      const number = account_id.replace(/^act_/, '');
      const count = (calls.get(account_id) ?? []).filter((time) => time > at - HOUR).length;
      const percent = regainMinutes > 0 ? 100 : Math.min(100, Math.ceil((count / CALLS_AN_HOUR) * 100));
      const tier = { ads_api_access_tier: 'standard_access' };
      const usage = { call_count: percent, total_cputime: percent, total_time: percent };
      const entry = { type: 'ads_management', ...usage, estimated_time_to_regain_access: regainMinutes, ...tier };
      return {
        'X-Business-Use-Case-Usage': JSON.stringify({ [number]: [entry] }),
        'X-App-Usage': JSON.stringify(usage),
        'X-Ad-Account-Usage': JSON.stringify({ acc_id_util_pct: percent, reset_time_duration: 0, ...tier }),
      };
    },
  };
}
