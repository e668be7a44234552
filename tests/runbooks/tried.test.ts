import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commandsOf, openOnCall } from './on-call.ts';
import { mendedPlaybooks } from './playbooks.ts';

let duty: Awaited<ReturnType<typeof openOnCall>>;
beforeAll(async () => {
  duty = await openOnCall();
});
afterAll(() => duty.stack.stop());

const campaign = (index: number) => duty.campaigns[index]?.campaign_id ?? '';
const budgetOf = (index: number) => duty.campaigns[index]?.daily_budget_minor ?? 0;
const raised = (index: number, change_pct: number) => Math.round((budgetOf(index) * (100 + change_pct)) / 100);
const raise = (playbook: string, index: number, daily_budget_minor: number) =>
  duty.start(playbook, { campaign_id: campaign(index), daily_budget_minor });
const writesOf = async (index: number) => (await duty.sandbox.ledgerOf(campaign(index))).length;

/** Sees the failure in the inbox as the page says, and takes the first look. */
async function seen(page: string, execution_id: string, error_code: string, ...others: readonly string[]) {
  const failure = await duty.failureOf(execution_id, ...others);
  expect(failure).toMatchObject({ error_code, runbook: `docs/runbooks/${page}.md` });
  const { out } = await duty.follow(`failures show ${failure.fingerprint}`);
  expect(out).toContain(failure.likely_cause);
  for (const command of commandsOf(page, 'First look')) await duty.follow(command, failure.names);
  return failure;
}
const stuck = (execution_id: string) =>
  vi.waitUntil(async () => (await duty.follow('executions list --state retrying')).out.includes(execution_id), {
    timeout: 20_000,
    interval: 100,
  });
const inbox = async () => (await duty.follow('failures list')).out;

describe('runbook', () => {
  it('platform-unauthorized: what failed is one group, and is run again once the token works', async () => {
    const page = 'platform-unauthorized';
    await duty.sandbox.fault({ kind: 'expired_token', times: null });
    const ids = [
      await duty.start('copy-once', { campaign_id: campaign(0) }),
      await duty.start('copy-once', { campaign_id: campaign(1) }),
    ];
    for (const id of ids) await duty.until(id, ['failed']);
    const failure = await seen(page, ids[1] ?? '', 'PLATFORM_UNAUTHORIZED', ...ids);
    expect(failure.count).toBe(2);
    await duty.heal();
    const [count = '', retry = ''] = commandsOf(page, 'Fix');
    expect((await duty.follow(count, failure.names)).out).toContain('2 would run again');
    expect((await duty.follow(retry, failure.names)).out).toContain('2 of 2 run again');
    for (const id of ids) await duty.until(await duty.rerunOf(id), ['completed']);
    for (const command of commandsOf(page, 'Verify')) await duty.follow(command);
    expect(await inbox()).toBe('Nothing found.\n');
  });

  it('platform-unavailable: what is retrying goes on by itself, what gave up is run again, a lost answer is no second write', async () => {
    const page = 'platform-unavailable';
    await duty.sandbox.fault({ kind: 'error_500_before', times: null, match: { path: '/insights' } });
    const patient = await duty.start('copy-patiently', { campaign_id: campaign(0) });
    await stuck(patient);
    const given_up = await duty.start('copy-once', { campaign_id: campaign(1) });
    await duty.until(given_up, ['failed']);
    const failure = await seen(page, given_up, 'PLATFORM_UNAVAILABLE');
    expect((await duty.failureOf(patient)).retrying).toBe(1);
    const [begin = '', end = '', retry = ''] = commandsOf(page, 'Fix');
    await duty.follow(begin);
    await duty.heal();
    await duty.follow(end);
    await duty.follow(retry, failure.names);
    await Promise.all([duty.until(patient, ['completed']), duty.until(await duty.rerunOf(given_up), ['completed'])]);
    await duty.sandbox.fault({ kind: 'apply_then_drop', match: { entity_id: campaign(0), method: 'POST' } });
    const write = await raise('raise-budget', 0, raised(0, 10));
    await duty.approve(write);
    await duty.until(write, ['completed']);
    expect(await writesOf(0)).toBe(1);
    for (const command of commandsOf(page, 'Verify')) expect((await duty.follow(command)).out).toBe('Nothing found.\n');
  });

  it('platform-throttled: each attempt waits, and the last one is the successful one', async () => {
    const page = 'platform-throttled';
    const quota = { kind: 'throttle', times: null, estimated_time_to_regain_access_minutes: 0.001 };
    await duty.sandbox.fault({ ...quota, match: { path: '/insights' } });
    const execution = await duty.start('copy-patiently', { campaign_id: campaign(1) });
    await stuck(execution);
    await seen(page, execution, 'PLATFORM_THROTTLED');
    for (const command of commandsOf(page, 'Fix')) await duty.follow(command);
    await duty.heal();
    await duty.until(execution, ['completed']);
    for (const command of commandsOf(page, 'Verify')) expect((await duty.follow(command)).out).toBe('Nothing found.\n');
  });

  it('platform-drift: after so many changes by others it gives up with nothing sent; run again it asks, and writes once', async () => {
    const page = 'platform-drift';
    const execution = await raise('raise-budget', 2, raised(2, 10));
    for (let turn = 0; turn < 4; turn += 1) {
      await duty.until(execution, ['waiting_for_approval']);
      await duty.sandbox.personEdits(campaign(2), 'daily_budget', budgetOf(2) + 100 * (turn + 1));
      await duty.approve(execution);
    }
    await duty.until(execution, ['failed']);
    const failure = await seen(page, execution, 'REPLAN_LIMIT_REACHED');
    expect(await writesOf(2)).toBe(0);
    const fixes = commandsOf(page, 'Fix').map((command) =>
      duty.follow(command, { ...failure.names, CAMPAIGN: campaign(2) }),
    );
    expect((await fixes[0])?.out).toContain('daily_budget');
    await Promise.all(fixes);
    const rerun = await duty.rerunOf(execution);
    await duty.until(rerun, ['waiting_for_approval']);
    for (const command of commandsOf(page, 'Verify'))
      expect((await duty.follow(command)).out).toContain(duty.campaigns[2]?.campaign_name);
    await duty.approve(rerun);
    await duty.until(rerun, ['completed']);
    expect(await writesOf(2)).toBe(1);
  });

  it('change-not-verified: nothing is written a second time; run again from the write, the value that was set stays', async () => {
    const page = 'change-not-verified';
    const execution = await raise('raise-budget', 3, raised(3, 10));
    await duty.until(execution, ['waiting_for_approval']);
    await duty.sandbox.fault({ kind: 'read_after_write_lag', seconds: 3600, match: { entity_id: campaign(3) } });
    await duty.approve(execution);
    await duty.until(execution, ['failed']);
    const failure = await seen(page, execution, 'PLATFORM_VERIFY_FAILED');
    await duty.heal();
    const names = { ...failure.names, CAMPAIGN: campaign(3) };
    for (const command of commandsOf(page, 'Fix')) await duty.follow(command, names);
    await duty.until(await duty.rerunOf(execution), ['completed']);
    for (const command of commandsOf(page, 'Verify'))
      expect((await duty.follow(command, names)).out).toContain(`"daily_budget_minor": ${raised(3, 10)}`);
    expect(await writesOf(3)).toBe(1);
  });

  it('change-refused: nothing is applied; the newest version asks for something possible', async () => {
    const page = 'change-refused';
    const execution = await raise('raise-budget', 4, 50);
    await duty.approve(execution);
    await duty.until(execution, ['failed']);
    const failure = await seen(page, execution, 'PLATFORM_REFUSED');
    expect(await writesOf(4)).toBe(0);
    await duty.stack.deploy('raise-budget', mendedPlaybooks['raise-budget'] ?? '');
    for (const command of commandsOf(page, 'Fix')) await duty.follow(command, failure.names);
    const rerun = await duty.rerunOf(execution);
    await duty.until(rerun, ['waiting_for_approval']);
    for (const command of commandsOf(page, 'Verify'))
      expect((await duty.follow(command)).out).toContain(duty.campaigns[4]?.campaign_name);
    await duty.approve(rerun);
    await duty.until(rerun, ['completed']);
    expect(await writesOf(4)).toBe(1);
  });

  it('guardrail-blocked: with the missing data it is run again; what goes past a limit is settled, and nothing is sent', async () => {
    const page = 'guardrail-blocked';
    const unknown = await raise('raise-within-limits', 5, raised(5, 10));
    await duty.until(unknown, ['failed']);
    const failure = await seen(page, unknown, 'GUARDRAIL_NOT_EVALUABLE');
    const names = { ...failure.names, CAMPAIGN: campaign(5) };
    const [read = '', retry = '', settle = ''] = commandsOf(page, 'Fix');
    await duty.follow(read, names);
    await duty.follow(retry, names);
    const rerun = await duty.rerunOf(unknown);
    await duty.approve(rerun);
    await duty.until(rerun, ['completed']);
    expect(await writesOf(5)).toBe(1);
    const tooMuch = await raise('raise-within-limits', 5, raised(5, 90));
    await duty.until(tooMuch, ['failed']);
    await duty.follow(settle, (await seen(page, tooMuch, 'GUARDRAIL_VIOLATED')).names);
    for (const command of commandsOf(page, 'Verify')) expect((await duty.follow(command)).out).toBe('Nothing found.\n');
    expect(await writesOf(5)).toBe(1);
  });

  it('nobody-may-approve: with one more person in the group the question is asked', async () => {
    const page = 'nobody-may-approve';
    const admin = await duty.stack.as('admin');
    const group = (...names: readonly string[]) =>
      admin.post('/v2/approver-groups', {
        name: 'night_shift',
        members: names.map((name) => `${name}@${duty.email_domain}`),
      });
    await group('engineer');
    const execution = await raise('raise-asking-few', 6, raised(6, 10));
    await duty.until(execution, ['failed']);
    const failure = await seen(page, execution, 'APPROVAL_NOBODY_ELIGIBLE');
    await group('engineer', 'approver');
    for (const command of commandsOf(page, 'Fix')) await duty.follow(command, failure.names);
    const rerun = await duty.rerunOf(execution);
    await duty.until(rerun, ['waiting_for_approval']);
    for (const command of commandsOf(page, 'Verify'))
      expect((await duty.follow(command)).out).toContain(duty.campaigns[6]?.campaign_name);
    await duty.approve(rerun);
    await duty.until(rerun, ['completed']);
    expect(await writesOf(6)).toBe(1);
  });

  it('expression-failed: the guarded version goes past the step', async () => {
    const page = 'expression-failed';
    const execution = await duty.start('count-words', { words: 'many' });
    await duty.until(execution, ['failed']);
    const failure = await seen(page, execution, 'EXPRESSION_FAILED');
    await duty.stack.deploy('count-words', mendedPlaybooks['count-words'] ?? '');
    for (const command of commandsOf(page, 'Fix')) await duty.follow(command, failure.names);
    const rerun = await duty.rerunOf(execution);
    await duty.until(rerun, ['completed']);
    for (const command of commandsOf(page, 'Verify'))
      expect((await duty.follow(command, { EXECUTION: rerun })).out).toContain('completed');
  });

  it('unexpected-fault: a right that the database does not give is an unexpected fault; after the repair what gave up is run again', async () => {
    const page = 'unexpected-fault';
    const { sql } = duty.stack.database.owner;
    await sql`revoke insert on fct_ad_metric_daily from mbi_app`;
    const patient = await duty.start('copy-patiently', { campaign_id: campaign(0) });
    const given_up = await duty.start('copy-once', { campaign_id: campaign(7) });
    await Promise.all([stuck(patient), duty.until(given_up, ['failed'])]);
    const failure = await seen(page, given_up, 'INTERNAL');
    const [begin = '', end = '', retry = ''] = commandsOf(page, 'Fix');
    await duty.follow(begin);
    await sql`grant insert on fct_ad_metric_daily to mbi_app`;
    await duty.follow(end);
    await duty.follow(retry, failure.names);
    await Promise.all([duty.until(patient, ['completed']), duty.until(await duty.rerunOf(given_up), ['completed'])]);
    for (const command of commandsOf(page, 'Verify')) expect((await duty.follow(command)).out).toBe('Nothing found.\n');
  });
});

describe('a failure', () => {
  it('links to the very event in Temporal, and the history of that run links back and replays', async () => {
    await duty.sandbox.fault({ kind: 'expired_token', times: null });
    const id = await duty.start('copy-once', { campaign_id: campaign(0) });
    await duty.until(id, ['failed']);
    await duty.heal();
    const { temporal_url, fingerprint } = await duty.failureOf(id);
    const { body, text } = await duty.read(id);
    const [, run_id = '', event_id = ''] = /\/([^/]+)\/history\/events\/(\d+)$/.exec(temporal_url ?? '') ?? [];
    expect(text('steps.0.attempt_log.0.temporal_url')).toBe(temporal_url);
    expect(body).toMatchObject({ run_id });
    const { events, memo_url } = await duty.historyOf(text('workflow_id'), run_id);
    const event = events.find((each) => String(each.eventId) === event_id);
    expect(event?.activityTaskScheduledEventAttributes?.activityType?.name).toBe('AdPlatformAgent.sync_insights');
    expect(memo_url).toBe('https://mbi.example');
    expect((await duty.follow(`replay ${id}`)).out).toContain('same');
    await duty.follow(`failures resolve ${fingerprint}`);
  });
});

describe('incident mode', () => {
  it('a new execution waits while the platform is paused, and completes after the stop', async () => {
    await duty.follow("incident start --reason 'The platform is down' --scope platform:meta_ads");
    const id = await duty.start('copy-once', { campaign_id: campaign(2) });
    expect((await duty.follow('incident status', {}, 1)).out).toContain('platform:meta_ads');
    expect((await duty.read(id)).at('status')).toBe('queued');
    await duty.follow('incident stop --scope platform:meta_ads');
    await duty.until(id, ['completed']);
    expect((await duty.follow('incident status')).out).toBe('Nothing is paused.\n');
  });

  it('a question that is open is frozen with its execution, and is asked on after the stop', async () => {
    const id = await raise('raise-budget', 7, raised(7, 10));
    await duty.until(id, ['waiting_for_approval']);
    await duty.follow("incident start --reason 'Look first'");
    await duty.until(id, ['paused']);
    await duty.follow('incident stop');
    await duty.approve(id);
    await duty.until(id, ['completed']);
    expect(await writesOf(7)).toBe(1);
  });
});
