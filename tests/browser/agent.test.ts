import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { insertAgentRows } from '../harness/agent-rows.ts';
import { runMbi } from '../harness/command-line.ts';
import { accessibilityProblems, type BackOffice, startBackOffice } from './back-office.ts';

const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';

vi.setConfig({ testTimeout: 90_000 });

let office: BackOffice;
let recommendation_id = '';

beforeAll(async () => {
  office = await startBackOffice();
  [recommendation_id = ''] = await office.analyze([campaign_id]);
}, 180_000);
afterAll(() => office.stop());

async function stored() {
  const analyst = await office.stack.as('analyst');
  return (await analyst.get(`/api/v1/recommendations/${recommendation_id}`)).body;
}

it('a marketer reads why, says what they think before anything is decided, and makes an alternative the chosen action', async () => {
  const screen = await office.signedIn('marketer', { reducedMotion: 'reduce' });
  const { page } = screen;
  await page.goto(`${office.stack.api_url}/admin/#/recommendations/${recommendation_id}/show`);
  await page.getByRole('heading', { level: 1, name: /^Spring Sale: Raise the bid/ }).waitFor();
  // The order in which people decide, and nothing of it missing.
  const parts = [
    'What changes',
    'Expected effect',
    'What if it were another amount?',
    'Evidence',
    'Root cause: Auction pressure',
    'Why not something else?',
  ];
  const rest = ['Risk, way back, and the cost of doing nothing', 'Looked over before it was shown', 'What it rests on'];
  const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(headings).toEqual([...parts, ...rest, 'Where this comes from', 'Feedback', 'Would it be the same today?']);
  const origin = page.getByRole('region', { name: 'Where this comes from' });
  await origin.getByText(/^Campaign health, version \d+$/).waitFor();
  // Another amount is worked out on what was known then, and said where a limit would stop it.
  const whatIf = page.getByRole('region', { name: 'What if it were another amount?' });
  await whatIf.getByText(/^Worth .* in 14 days against leaving it/).waitFor();
  await whatIf.getByRole('slider', { name: 'Bid' }).focus();
  await page.keyboard.press('End');
  await whatIf
    .getByText(/^Stopped: /)
    .first()
    .waitFor();
  // The rules of today reason again about what was known then, and nobody else is asked.
  const again = page.getByRole('region', { name: 'Would it be the same today?' });
  await again.getByRole('button', { name: 'Reason again' }).click();
  await again.getByText(/^The same in all \d+ fields \(rules-\d+\)/).waitFor();
  await page.getByText(/^Confidence \d+ % · /).waitFor();
  await page.getByText(/^\d+ of \d+ checks passed\.$/).waitFor();

  const feedback = page.getByRole('region', { name: 'Feedback' });
  expect(await feedback.getByRole('button', { name: 'Send feedback' }).isDisabled()).toBe(true);
  await feedback.getByRole('radio', { name: 'Right, but poorly explained' }).check();
  await feedback.getByLabel('In your words (optional)').fill('Which competitors?');
  await feedback.getByLabel('Talk about it in the Friday review').check();
  await feedback.getByRole('button', { name: 'Send feedback' }).click();
  await feedback.getByText('Improve the clarity of the explanation.').waitFor();
  await page.getByText('Flagged for Friday', { exact: true }).waitFor();
  expect(await stored()).toMatchObject({ status: 'pending', flagged_for_review: true, human_decision: null });

  await page.getByRole('button', { name: /^Choose instead: Creative Refresh/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose Creative Refresh instead' });
  await dialog.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('3');
  await page.getByRole('heading', { level: 1, name: /Creative rotation|Spring Sale/ }).waitFor();
  await expect.poll(stored).toMatchObject({
    status: 'rejected',
    human_workflow: 'Creative Refresh',
    feedback_category: 'wrong_understandable',
  });
  const started = await (await office.stack.as('analyst')).get(
    '/v2/playbooks/executions?playbook_id=creative_rotation_v1',
  );
  expect(started.text('data.0.playbook_id')).toBe('creative_rotation_v1');
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('what the agent has earned is shown with its counts, simulated, and cannot be switched on before', async () => {
  const screen = await office.signedIn('admin', { reducedMotion: 'reduce' });
  const { page } = screen;
  await page.goto(`${office.stack.api_url}/admin/#/autonomy`);
  const card = page.getByRole('listitem').filter({ hasText: 'Bid Adjustment' }).filter({ hasText: 'every account' });
  await card.getByText('At least 20 decided in 28 days').waitFor();
  expect(await page.getByRole('button', { name: /^Switch on/ }).count()).toBe(0);
  await card.getByRole('button', { name: /^What would have been approved/ }).click();
  await page.getByText('0 of 1 would have been approved without asking.', { exact: false }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: /^Limited/ }).check();
  await page.getByLabel('Minutes of such a decision by hand').fill('30');
  await page.getByRole('button', { name: 'Save' }).click();
  const admin = await office.stack.as('admin');
  await expect
    .poll(async () => (await admin.get('/v2/agent-settings')).body)
    .toMatchObject({ rollout_stage: 'limited', manual_decision_minutes: 30 });
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('the measures of the agent stand beside their targets, and the Friday pack holds what was flagged', async () => {
  const screen = await office.signedIn('marketer');
  const { page } = screen;
  await page.goto(`${office.stack.api_url}/admin/#/analytics`);
  const targets = page.getByRole('list', { name: 'Against the targets' });
  await targets.getByText('wanted above 70 %').waitFor();
  expect(await targets.getByRole('listitem').count()).toBe(8);
  await targets.getByRole('heading', { name: 'Accepted' }).hover();
  await page.getByRole('tooltip').getByText('Approved by people ÷ decided by people', { exact: false }).waitFor();
  await page.getByRole('tab', { name: 'Friday' }).click();
  const agenda = page.getByRole('region', { name: 'Flagged for this session' });
  await agenda.getByRole('link', { name: /^Spring Sale: Raise the bid/ }).waitFor();
  const waiting = page.getByRole('region', { name: 'Feedback that waits for an improvement' });
  await waiting.getByText('Which competitors?').waitFor();
  await waiting.getByLabel('Dealt with in version').fill('rules-3');
  await waiting.getByRole('button', { name: /^Close the feedback of marketer@/ }).click();
  await waiting.getByText('Every piece of feedback has been dealt with.').waitFor();
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('facts are entered, a document is added, a trial is begun and a candidate reviewed, by keyboard and mouse alike', async () => {
  const execution_id = randomUUID();
  const { database, tenant_id, api_url } = office.stack;
  await insertAgentRows(database.owner, tenant_id, { execution_id, campaign_id });
  const admin = await office.stack.as('admin');
  const screen = await office.signedIn('admin', { reducedMotion: 'reduce' });
  const { page } = screen;
  const dialog = page.getByRole('dialog');
  const checked = async () => expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto(`${api_url}/admin/#/collectors`);
  await page.getByRole('button', { name: 'New event' }).click();
  await dialog.getByLabel('Name').fill('Autumn fair');
  expect(await dialog.getByRole('button', { name: 'Enter' }).isDisabled()).toBe(true);
  await dialog.getByLabel('First day').fill('2026-11-16');
  await checked();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Calendar events' }).getByText('Autumn fair').waitFor();
  expect((await admin.get('/v2/calendar-events')).body).toMatchObject({
    data: [{ name: 'Autumn fair', starts_on: '2026-11-16', ends_on: '2026-11-16', campaign_id: null }],
  });

  await page.goto(`${api_url}/admin/#/knowledge`);
  await page.getByRole('button', { name: 'Add a document' }).click();
  const content = Buffer.from('# Tone\n\nSay less.');
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'Tone of voice.md', mimeType: 'text/markdown', buffer: content });
  await dialog.getByText('17 of at most', { exact: false }).waitFor();
  await checked();
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect
    .poll(async () => JSON.stringify((await admin.get('/v2/knowledge/documents')).body))
    .toContain('Tone of voice');

  await page.goto(`${api_url}/admin/#/prompts`);
  await page.getByRole('button', { name: /trial/i }).first().click();
  await dialog.getByLabel('On what share of the campaigns, %').fill('0x');
  expect(await dialog.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
  await checked();
  await page.keyboard.press('Escape');

  await page.goto(`${api_url}/admin/#/golden/${execution_id}/show`);
  const review = page.getByRole('region', { name: 'Review' });
  await review.getByLabel('Why (optional)').fill('Measured, and it helped.');
  await review.getByRole('button', { name: 'Accept' }).click();
  await review.waitFor({ state: 'hidden' });
  expect((await admin.get(`/api/v1/golden-examples/${execution_id}`)).at('status')).toBe('accepted');

  await page.goto(`${api_url}/admin/#/traces/${recommendation_id}/show`);
  await page.getByText(`npx mbi replay ${recommendation_id}`).waitFor();
  // Both ways of replaying are buttons of this screen: the analysis, and the recorded history in the worker.
  await page.getByRole('button', { name: 'Reason again' }).click();
  await page.getByText(/^The same in all \d+ fields/).waitFor();
  await page.getByRole('button', { name: 'Replay the history' }).click();
  await page.getByText(/^The code of today does the same in all \d+ events\.$/).waitFor({ timeout: 60_000 });
  await checked();
  await page.getByRole('link', { name: 'Run it again from a step' }).waitFor();
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('the whole installation passes its own smoke test, and nothing is written by it', async () => {
  const { api_url, api_key } = office.stack;
  const environment = { MBI_API_URL: api_url, MBI_API_KEY: api_key };
  const ran = await runMbi(['smoke', '--campaign', campaign_id], { environment });
  expect([ran.code, ran.out.match(/^FAIL.*$/m)]).toEqual([0, null]);
  expect(ran.out).toMatch(/^pass {2}analysis in shadow {2}\d+ ms {2}execution .*, nothing written$/m);
  expect(ran.out).toContain(`8 of 8 checks passed at ${api_url}`);
});
