import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { parseAnswer, type SourceClient } from '../wire/source-client.ts';
import { type AnalyticsSource, answers } from './analytics-source.ts';

const value = z.looseObject({ value: z.string() });
const reportSchema = z.looseObject({
  rows: z
    .array(z.looseObject({ dimensionValues: z.array(value).min(1), metricValues: z.array(value).min(1) }))
    .max(1000)
    .default([]),
});

/** Google Analytics 4: `runReport` of the Data API v1 (https://developers.google.com/analytics/devguides/reporting/data/v1). */
export function createGa4(options: {
  readonly client: SourceClient;
  readonly base_url: string;
  readonly property_id: string;
  readonly access_token: string;
}): AnalyticsSource {
  const { client, base_url, property_id, access_token } = options;
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
  const property = `${base_url}/v1beta/properties/${encodeURIComponent(property_id)}`;
  return {
    name: 'ga4',
    readConversions: async ({ campaign_name, since, until }) => {
      const body = JSON.stringify({
        dateRanges: [{ startDate: since, endDate: until }],
        dimensions: [{ name: 'date' }],
        metrics: [{ name: 'keyEvents' }],
        dimensionFilter: {
          filter: { fieldName: 'sessionCampaignName', stringFilter: { matchType: 'EXACT', value: campaign_name } },
        },
        keepEmptyRows: true,
      });
      const text = await client(new URL(`${property}:runReport`), { method: 'POST', headers, body });
      const parsed = reportSchema.safeParse(parseAnswer('GA4', text));
      if (!parsed.success) throw new CodedError('SOURCE_ANSWER_INVALID', 'GA4 answered in another form.');
      return parsed.data.rows.flatMap(({ dimensionValues: [date], metricValues: [count] }) => {
        const written = /^(\d{4})(\d{2})(\d{2})$/.exec(date?.value ?? '');
        const conversions = Number(count?.value);
        if (written === null || !(conversions >= 0)) return [];
        return [{ dt: `${written[1]}-${written[2]}-${written[3]}`, conversions }];
      });
    },
    health_check: () => answers(() => client(new URL(`${property}/metadata`), { headers })),
  };
}
