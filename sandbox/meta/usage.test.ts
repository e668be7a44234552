import { describe, expect, it } from 'vitest';
import { createUsage } from './usage.ts';

const read = (headers: Record<string, string>, name: string): unknown => JSON.parse(headers[name] ?? 'null');

describe('usage headers', () => {
  it('speak of the account by its number, in percent', () => {
    const usage = createUsage();
    usage.count('act_1', 0);
    const headers = usage.headers('act_1', 1);
    expect(read(headers, 'X-Business-Use-Case-Usage')).toEqual({
      1: [
        {
          type: 'ads_management',
          call_count: 1,
          total_cputime: 1,
          total_time: 1,
          estimated_time_to_regain_access: 0,
          ads_api_access_tier: 'standard_access',
        },
      ],
    });
    expect(read(headers, 'X-App-Usage')).toEqual({ call_count: 1, total_cputime: 1, total_time: 1 });
    expect(read(headers, 'X-Ad-Account-Usage')).toMatchObject({ acc_id_util_pct: 1 });
  });

  it('count each account by itself and forget after an hour', () => {
    const usage = createUsage();
    usage.count('act_1', 0);
    expect(read(usage.headers('act_2', 1), 'X-App-Usage')).toMatchObject({ call_count: 0 });
    expect(read(usage.headers('act_1', 3_600_001), 'X-App-Usage')).toMatchObject({ call_count: 0 });
  });

  it('say when to come back while throttled', () => {
    const headers = createUsage().headers('act_1', 0, 5);
    expect(read(headers, 'X-Business-Use-Case-Usage')).toMatchObject({
      1: [{ call_count: 100, estimated_time_to_regain_access: 5 }],
    });
  });
});
