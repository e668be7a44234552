import { z } from 'zod';
import { CodedError } from '../../../../contracts/errors/index.ts';
import { parseAnswer, type SourceClient } from '../wire/source-client.ts';
import { type AnalyticsSource, answers } from './analytics-source.ts';

const segmentationSchema = z.looseObject({
  data: z.looseObject({
    series: z.array(z.array(z.number().nonnegative())),
    xValues: z.array(z.string()),
  }),
});

/** Amplitude: event segmentation of its Dashboard REST API (https://amplitude.com/docs/apis/analytics/dashboard-rest). */
export function createAmplitude(options: {
  readonly client: SourceClient;
  readonly base_url: string;
  /** API key and secret key, joined by a colon. */
  readonly keys: string;
  readonly event: string;
}): AnalyticsSource {
  const { client, base_url, keys, event } = options;
  const headers = { authorization: `Basic ${Buffer.from(keys).toString('base64')}` };
  const ask = async (start: string, end: string, campaign_name: string | null) => {
    const filters =
      campaign_name === null
        ? []
        : [{ subprop_type: 'event', subprop_key: 'utm_campaign', subprop_op: 'is', subprop_value: [campaign_name] }];
    const url = new URL(`${base_url}/2/events/segmentation`);
    url.searchParams.set('e', JSON.stringify({ event_type: event, filters }));
    url.searchParams.set('m', 'totals');
    url.searchParams.set('start', start.replaceAll('-', ''));
    url.searchParams.set('end', end.replaceAll('-', ''));
    const parsed = segmentationSchema.safeParse(parseAnswer('Amplitude', await client(url, { headers })));
    if (parsed.success) return parsed.data.data;
    throw new CodedError('SOURCE_ANSWER_INVALID', 'Amplitude answered in another form.');
  };
  return {
    name: 'amplitude',
    readConversions: async ({ campaign_name, since, until }) => {
      const { series, xValues } = await ask(since, until, campaign_name);
      return xValues.map((date, index) => ({
        dt: date.slice(0, 10),
        conversions: series.reduce((sum, each) => sum + (each[index] ?? 0), 0),
      }));
    },
    health_check: () => {
      const today = new Date().toISOString().slice(0, 10);
      return answers(() => ask(today, today, null));
    },
  };
}
