import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { parseAnswer, type SourceClient } from '../wire/source-client.ts';
import { type AnalyticsSource, answers } from './analytics-source.ts';

const segmentationSchema = z.looseObject({
  data: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.number().nonnegative())) }),
});

/** Mixpanel: the segmentation query of its Query API (https://developer.mixpanel.com/reference/segmentation-query). */
export function createMixpanel(options: {
  readonly client: SourceClient;
  readonly base_url: string;
  readonly project_id: string;
  /** User name and secret of a service account, joined by a colon. */
  readonly service_account: string;
  readonly event: string;
}): AnalyticsSource {
  const { client, base_url, project_id, service_account, event } = options;
  const headers = { authorization: `Basic ${Buffer.from(service_account).toString('base64')}` };
  const ask = async (parameters: Readonly<Record<string, string>>) => {
    const url = new URL(`${base_url}/query/segmentation`);
    for (const [name, text] of Object.entries({ project_id, event, ...parameters })) url.searchParams.set(name, text);
    const parsed = segmentationSchema.safeParse(parseAnswer('Mixpanel', await client(url, { headers })));
    if (parsed.success) return parsed.data.data.values;
    throw new CodedError('SOURCE_ANSWER_INVALID', 'Mixpanel answered in another form.');
  };
  return {
    name: 'mixpanel',
    readConversions: async ({ campaign_name, since, until }) => {
      const where = `properties["utm_campaign"] == ${JSON.stringify(campaign_name)}`;
      const values = await ask({ from_date: since, to_date: until, unit: 'day', where });
      const days = Object.values(values).flatMap((series) => Object.entries(series));
      const byDay = Map.groupBy(days, ([date]) => date.slice(0, 10));
      return [...byDay]
        .map(([dt, counts]) => ({ dt, conversions: counts.reduce((sum, [, count]) => sum + count, 0) }))
        .sort((one, other) => one.dt.localeCompare(other.dt));
    },
    health_check: () => {
      const today = new Date().toISOString().slice(0, 10);
      return answers(() => ask({ from_date: today, to_date: today, unit: 'day' }));
    },
  };
}
