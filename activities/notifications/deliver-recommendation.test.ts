import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelsConfig } from '../../contracts/config/index.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import type { AgentSettings } from '../../contracts/rollout.ts';
import { withTenant } from '../../db/connect.ts';
import { saveAgentSettings } from '../../db/queries/agent-settings.ts';
import { recordDecision } from '../../db/queries/recommendation-decision.ts';
import { outbox } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/harness/database.ts';
import { quietRecommendation } from '../../tests/harness/decision-rows.ts';
import { originOf } from '../../tests/harness/journal-calls.ts';
import { type MailDouble, readable, startMailDouble } from '../../tests/harness/mail-double.ts';
import { bidRecommendation, insertRecommended, type RecommendedRow } from '../../tests/harness/recommendation-rows.ts';
import { type SlackDouble, startSlackDouble } from '../../tests/harness/slack-double.ts';
import { insertTenantRows, type TenantRows } from '../../tests/harness/tenant-rows.ts';
import { createRecordRecommendationHandler } from '../agents/campaign-health/record-recommendation.handler.ts';
import { createChannels } from './channels.ts';
import { deliverRecommendation } from './deliver-recommendation.ts';

let database: TestDatabase;
let slack: SlackDouble;
let mail: MailDouble;
let tenant: TenantRows;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  [tenant, slack, mail] = await Promise.all([insertTenantRows(database.owner), startSlackDouble(), startMailDouble()]);
});
afterEach(() => Promise.all([slack.stop(), mail.stop()]));
afterAll(() => database.drop());

const channels = (more = {}) => {
  const settings = channelsConfig.parse({
    ...{ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_CHANNEL: 'C1', SLACK_API_URL: slack.api_url },
    ...{ SMTP_URL: mail.smtp_url, MAIL_FROM: 'MBI <mbi@example.com>', ...more },
  });
  return createChannels({ ...settings, MBI_PUBLIC_URL: 'https://mbi.example' }, { fetch });
};
const deliver = (id: string, moment = 'recommended') =>
  deliverRecommendation(
    { database: database.app, channels: channels() },
    { tenant_id: tenant.tenant_id, execution_id: id, approval_id: id, moment, message_key: moment },
  );
const watching = { ...quietRecommendation, root_cause: 'seasonality' as const, confidence: 0.72 };
const recommended = (more: RecommendedRow = {}) =>
  insertRecommended(database.owner, tenant, { recommendation: watching, ...more });
const settings = (change: Partial<AgentSettings>) =>
  withTenant(database.owner, tenant.tenant_id, (tx) => saveAgentSettings(tx, change, 'admin@example.com'));
const decide = (id: string) =>
  withTenant(database.app, tenant.tenant_id, (tx) =>
    recordDecision(
      tx,
      { id },
      {
        ...{ decision: 'rejected', decided_by: tenant.email, decided_at: new Date('2026-03-01T09:30:00Z') },
        ...{ feedback: 'bad_timing: it is the holiday', category: 'wrong_understandable' },
      },
    ),
  );

describe('a recommendation that asks nobody', () => {
  it('is told once in the chat and once to each person who decides, with cause, confidence, risk and the way to it', async () => {
    const id = await recommended({ set: { expires_at: new Date('2026-03-04T10:00:00Z') } });
    await Promise.all([deliver(id), deliver(id).catch(() => undefined)]);
    await deliver(id);
    expect([slack.posted.length, mail.received.length]).toEqual([1, 1]);
    const told = [JSON.stringify(slack.posted[0]?.body), readable(mail.received[0] ?? { to: '', source: '' })];
    for (const words of [
      'Root cause: seasonality',
      'Confidence: 72 %',
      'Risk: low',
      '2026-03-04 10:00 UTC',
      `/admin/#/recommendations/${id}/show`,
    ])
      for (const text of told) expect(text).toContain(words);
    expect(mail.received[0]?.to).toBe(tenant.email);
  });

  it('has its message rewritten with who decided, and nobody gets another mail', async () => {
    const id = await recommended();
    await deliver(id);
    await decide(id);
    await deliver(id, 'recommendation_decided');
    expect(slack.posted.map((each) => each.versions)).toEqual([2]);
    expect(JSON.stringify(slack.posted[0]?.body)).toContain(
      `Rejected by ${tenant.email} at 2026-03-01 09:30 UTC: Bad timing: it is the holiday.`,
    );
    expect(mail.received).toHaveLength(1);
  });

  it('and was decided before anybody heard of it is not told at all', async () => {
    const id = await recommended();
    await decide(id);
    for (const moment of ['recommended', 'recommendation_decided']) await deliver(id, moment);
    expect([slack.posted, mail.received]).toEqual([[], []]);
  });

  it.each<[string, RecommendedRow, Partial<AgentSettings>]>([
    ['was made in shadow', { mode: 'shadow' }, {}],
    ['is about a campaign that the stage lets nobody hear of', {}, { rollout_stage: 'shadow' }],
    ['is in an internal beta without members', {}, { rollout_stage: 'internal_beta', beta_emails: [] }],
  ])('is told nobody when it %s', async (_, row, change) => {
    await settings(change);
    await deliver(await recommended(row));
    expect([slack.posted, mail.received]).toEqual([[], []]);
  });

  it('in the internal beta is mailed to its members alone', async () => {
    await settings({ rollout_stage: 'internal_beta', beta_emails: ['somebody@example.com'] });
    await deliver(await recommended());
    expect([slack.posted.length, mail.received.length]).toEqual([1, 0]);
  });

  it('of which one channel is away still reaches the other, and is tried again', async () => {
    slack.mishaps.push('wait');
    const id = await recommended();
    await expect(deliver(id)).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
    expect([slack.posted.length, mail.received.length]).toEqual([0, 1]);
    await deliver(id);
    expect([slack.posted.length, mail.received.length]).toEqual([1, 1]);
  });

  it('with hostile words reaches nobody but who is meant, and runs nowhere', async () => {
    const specific_action = '<!channel> <script>alert(1)</script>\r\nBcc: x@evil.example';
    const id = await recommended({ recommendation: { ...watching, specific_action } });
    await deliver(id);
    expect(slack.posted[0]?.body.text).not.toMatch(/<(!|script)/);
    const letter = readable(mail.received[0] ?? { to: '', source: '' });
    expect(letter).toContain('&lt;script&gt;');
    expect(letter.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
  });
});

describe('recording a recommendation', () => {
  const record = async (
    recommendation: Recommendation = watching,
    more: { mode?: 'shadow'; configured?: boolean } = {},
  ) => {
    const { mode = 'live', configured = true } = more;
    const none = { SLACK_CHANNEL: undefined, MAIL_FROM: undefined };
    const clock = { now: () => new Date() };
    const handler = createRecordRecommendationHandler({
      ...{ database: database.app, clock, channels: channels(configured ? {} : none) },
    });
    const origin = originOf(tenant, { mode });
    const params = JSON.parse(JSON.stringify({ campaign_id: '100', recommendation }));
    const log = { info: () => undefined, warn: () => undefined };
    const context = { origin, signal: new AbortController().signal, heartbeat: () => undefined, log };
    for (let time = 0; time < 2; time += 1) await handler.call({ phase: 'run', origin, params }, context);
    const left = await withTenant(database.owner, tenant.tenant_id, (tx) => tx.select().from(outbox));
    return left.filter((row) => row.tenant_id === tenant.tenant_id).map((row) => row.payload.moment);
  };

  it('that changes nothing leaves word once, however often the step is tried', async () => {
    expect(await record()).toEqual(['recommended']);
  });

  it('that people will be asked about leaves none: the question tells of it', async () => {
    expect(await record(bidRecommendation())).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['in shadow', () => record(watching, { mode: 'shadow' })],
    ['without a channel', () => record(watching, { configured: false })],
    [
      'where the tenant wants only the digest',
      async () => {
        await settings({ notify_each: false });
        return record();
      },
    ],
    [
      'at a stage that reaches nobody',
      async () => {
        await settings({ rollout_stage: 'shadow' });
        return record();
      },
    ],
  ])('leaves none %s', async (_, run) => {
    expect(await run()).toEqual([]);
  });
});
