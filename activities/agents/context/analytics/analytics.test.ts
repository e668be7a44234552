import { describe, expect, it } from 'vitest';
import { startTextServer } from '../../../../tests/context/text-server.ts';
import { createSourceClient } from '../wire/source-client.ts';
import { createAmplitude } from './amplitude.ts';
import { createGa4 } from './ga4.ts';
import { createMixpanel } from './mixpanel.ts';

const client = createSourceClient({ vendor: 'Analytics', fetch });
const query = { campaign_name: 'Boots "now"', since: '2026-11-19', until: '2026-11-20' };
/** How each product is opened, and what it answers for 3 and 4 conversions. */
const products = [
  [
    'GA4',
    (base_url: string) => createGa4({ client, base_url, property_id: '1', access_token: 't' }),
    {
      rows: [
        { dimensionValues: [{ value: '20261119' }], metricValues: [{ value: '3' }] },
        { dimensionValues: [{ value: '20261120' }], metricValues: [{ value: '4' }] },
        { dimensionValues: [{ value: '(other)' }], metricValues: [{ value: '9' }] },
      ],
    },
  ],
  [
    'Mixpanel',
    (base_url: string) =>
      createMixpanel({ client, base_url, project_id: '1', service_account: 'a:b', event: 'Purchase' }),
    { data: { series: [], values: { Purchase: { '2026-11-20': 4, '2026-11-19': 3 } } } },
  ],
  [
    'Amplitude',
    (base_url: string) => createAmplitude({ client, base_url, keys: 'a:b', event: 'Purchase' }),
    {
      data: {
        series: [
          [1, 4],
          [2, 0],
        ],
        xValues: ['2026-11-19', '2026-11-20'],
      },
    },
  ],
] as const;

describe.each(products)('%s', (_, open, fixture) => {
  it('counts conversions by day', async () => {
    const server = await startTextServer(() => JSON.stringify(fixture));
    expect(await open(server.url).readConversions(query)).toEqual([
      { dt: '2026-11-19', conversions: 3 },
      { dt: '2026-11-20', conversions: 4 },
    ]);
    expect(await open(server.url).health_check()).toBe(true);
    await server.stop();
  });

  it.each([
    ['an error', () => ({ status: 401, text: '{}' }), 'SOURCE_UNAVAILABLE'],
    ['another form', () => '{"data":{"series":"x","values":[]},"rows":{}}', 'SOURCE_ANSWER_INVALID'],
  ])('with %s is no count', async (_name, answer, code) => {
    const server = await startTextServer(answer);
    await expect(open(server.url).readConversions(query)).rejects.toMatchObject({ code });
    await server.stop();
  });

  it('that is gone does not answer', async () => {
    expect(await open('http://127.0.0.1:9').health_check()).toBe(false);
  });
});
