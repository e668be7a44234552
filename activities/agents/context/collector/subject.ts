import type { CampaignRecord } from '../../../../db/queries/campaign-record.ts';

/** What is looked at: one campaign of one tenant at one moment. */
export type Subject = {
  readonly tenant_id: string;
  readonly campaign: CampaignRecord;
  readonly at: Date;
  /** True when the moment is now: sources that know only the present may answer. */
  readonly live: boolean;
  readonly force_refresh: boolean;
};

/** What tells looks at the past apart in a cache key; nothing for the present. */
export function momentKey({ live, at }: Pick<Subject, 'live' | 'at'>): string {
  return live ? '' : `@${at.toISOString()}`;
}
