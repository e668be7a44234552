import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import { createHttpClient, type HttpClient } from '../../../tests/harness/http-client.ts';

const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';
const series = readFileSync(new URL('../../../tests/data/exchange-2-cpc.csv', import.meta.url), 'utf8').replaceAll(
  /\r\n?/g,
  '\n',
);
const points = new Set(
  series
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0]),
).size;

let api: TestApi;
let reader: HttpClient;
beforeAll(async () => {
  api = await startTestApi();
  reader = createHttpClient(api.api_url, { 'x-api-key': api.api_keys[0] ?? '' });
});
afterAll(() => api.stop());

async function upload(text: string, query = '?metric=cpc', type = 'text/csv') {
  const answer = await fetch(`${api.api_url}/v2/campaigns/${campaign_id}/metrics/import${query}`, {
    method: 'POST',
    headers: { 'x-api-key': api.api_keys[0] ?? '', 'content-type': type },
    body: text,
  });
  return { status: answer.status, body: await answer.json() };
}

const storedPoints = async () => {
  const stored = await reader.get(`/v2/campaigns/${campaign_id}/metrics?days=800&until=2012-01-01`);
  const found = stored.at('series.0.points');
  return Array.isArray(found) ? found.length : 0;
};

describe('an upload of metrics', () => {
  it('with a bad row in the last line changes nothing and names the row', async () => {
    const bad = await upload(`${series.trimEnd()}\n2011-09-07 16:00:00,much\n`);
    expect(bad).toMatchObject({
      status: 422,
      body: { code: 'IMPORT_INVALID', details: { bad_rows: 1, problems: [{ value: 'much' }] } },
    });
    expect(await storedPoints()).toBe(0);
  });

  it('is taken whole, and the same again changes nothing', async () => {
    const first = await upload(series);
    expect(first).toMatchObject({ status: 200, body: { format: 'plain_series', rows_inserted: points } });
    expect(await storedPoints()).toBe(points);
    expect((await upload(series)).body).toMatchObject({ rows_inserted: 0, rows_unchanged: points });
  });

  it('is answered with its own error when it is empty, no metrics file or no CSV', async () => {
    expect((await upload('')).body).toMatchObject({ code: 'IMPORT_EMPTY', status: 422 });
    expect((await upload('colour,taste\nred,sweet\n', '')).body).toMatchObject({ code: 'IMPORT_FORMAT_UNKNOWN' });
    expect((await upload('{}', '', 'application/json')).status).toBe(415);
  });

  it('over the limit is refused without being kept', async () => {
    const row = `2011-09-07 16:00:00,1.5,${'x'.repeat(64 * 1024)}\n`;
    const large = await upload(`timestamp,value,note\n${row.repeat(1_620)}`, '');
    expect(large.body).toMatchObject({ code: 'IMPORT_TOO_LARGE', status: 413 });
  }, 180_000);

  it('is not for viewers', async () => {
    const viewer = await api.as('viewer');
    const answer = await viewer.post(`/v2/campaigns/${campaign_id}/metrics/import`, undefined, {
      'content-type': 'text/csv',
    });
    expect(answer.status).toBe(403);
  });
});
