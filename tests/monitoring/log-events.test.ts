import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readApiConfig } from '../../api/config.ts';
import { type RunningApi, startApi } from '../../api/create-server.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { logLines } from '../../contracts/log-lines.ts';
import { startTestApi, type TestApi } from '../harness/api-server.ts';
import { insertWaitingRows, personOf } from '../harness/decision-rows.ts';
import { createHttpClient, type HttpClient, signIn } from '../harness/http-client.ts';
import { recordingTemporal } from '../harness/recording-temporal.ts';
import { temporalAddress } from '../harness/temporal.ts';

const [tenant] = demoTenants;
const tenant_id = tenant?.tenant_id ?? '';
const [known = '', other = ''] = tenant?.campaigns.map((each) => each.campaign_id) ?? [];
const analyze = '/api/v1/recommendations/analyze';
const eventSchema = z.looseObject({ event: z.string(), level: z.string(), name: z.literal('api') });

let seeded: TestApi;
let api: RunningApi;
let marketer: HttpClient;
let user_id: string;
const lines: string[] = [];
const earlier: string[] = [];

/** The API on the database of a seeded one, with a log that the test reads as whoever collects it would. */
beforeAll(async () => {
  seeded = await startTestApi();
  const config = readApiConfig({
    ...{ DATABASE_URL: seeded.database.app_url, TEMPORAL_ADDRESS: temporalAddress(), MBI_API_PORT: '0' },
    ...{ MBI_JWT_SECRET: seeded.jwt_secret, TEMPORAL_TASK_QUEUE: `log-${randomUUID()}`, MBI_RATE_LIMIT: 'false' },
  });
  const log = pino({ ...logLines('api'), level: 'info' }, { write: (line: string) => void lines.push(line) });
  api = await startApi(config, log, recordingTemporal().gateway);
  const url = `http://127.0.0.1:${api.port}`;
  marketer = await signIn(url, `marketer@${tenant?.email_domain}`, 'demo-password-of-the-tests');
  ({ user_id } = await personOf(seeded.database.owner, tenant_id, 'marketer'));
});
afterAll(async () => {
  await api?.close();
  await seeded?.stop();
});
beforeEach(() => void earlier.push(...lines.splice(0)));

/** What was counted, in the order in which it happened. */
const events = () =>
  lines.flatMap((line) => {
    const parsed = eventSchema.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  });

describe('what the API does with an analysis is in its log', () => {
  it('who asked for which campaign, and that a recent answer was given', async () => {
    const rows = await insertWaitingRows(seeded.database.owner, tenant_id, {
      campaign_id: known,
      requester: 'marketer',
    });
    await marketer.post(analyze, { campaign_id: known });
    expect(events()).toMatchObject([
      { event: 'analyze_campaign_requested', level: 'info', campaign_id: known, user: user_id, force_refresh: false },
      { event: 'returning_cached_recommendation', campaign_id: known, recommendation_id: rows.recommendation_id },
    ]);
  });

  it('that a new one was begun gives no line of an earlier answer', async () => {
    const body = { campaign_id: other, force_refresh: true };
    await marketer.post(analyze, body, { prefer: 'respond-async' });
    expect(events()).toMatchObject([{ event: 'analyze_campaign_requested', campaign_id: other, force_refresh: true }]);
    expect(events()).toHaveLength(1);
  });

  it('that it failed, with the code', async () => {
    await marketer.post(analyze, { campaign_id: 'gone' });
    expect(events().at(-1)).toMatchObject({
      ...{ event: 'analyze_campaign_failed', level: 'warn', campaign_id: 'gone', error: 'CAMPAIGN_NOT_FOUND' },
    });
  });
});

describe('a decision', () => {
  it('is in the log once, by the id of who made it; asked for by nobody it is in none', async () => {
    const { owner } = seeded.database;
    const { recommendation_id, approval_id } = await insertWaitingRows(owner, tenant_id, {
      ...{ campaign_id: other, requester: 'analyst' },
    });
    // A recommendation that changes nothing has no approval.
    await owner.sql`update recommendations set approval_id = null where id = ${recommendation_id}`;
    await owner.sql`delete from approvals where approval_id = ${approval_id}`;
    const path = `/api/v1/recommendations/${recommendation_id}/decision`;
    expect((await marketer.post(path, { decision: 'perhaps' })).status).toBe(400);
    expect(
      (await marketer.post(`/api/v1/recommendations/${randomUUID()}/decision`, { decision: 'approved' })).status,
    ).toBe(404);
    expect(events()).toEqual([]);
    expect((await marketer.post(path, { decision: 'rejected', feedback: 'Too early.' })).status).toBe(400);
    expect(events()).toEqual([]);
    const no = { decision: 'rejected', feedback: 'Too early.', category: 'wrong_understandable' };
    expect((await marketer.post(path, no)).status).toBe(200);
    expect(events()).toMatchObject([
      { event: 'decision_recorded', recommendation_id, decision: 'rejected', decided_by: user_id },
    ]);
  });
});

it('no line holds an address of a person, a token or what somebody wrote', async () => {
  const guess = createHttpClient(`http://127.0.0.1:${api.port}`, { authorization: 'Bearer token-that-is-none' });
  await guess.post(analyze, { campaign_id: known });
  await marketer.post(analyze, { campaign_id: known });
  expect(earlier.some((line) => line.includes('decision_recorded'))).toBe(true);
  for (const line of [...earlier, ...lines]) expect(line).not.toMatch(/@|token-that-is-none|Too early|demo-password/);
});
