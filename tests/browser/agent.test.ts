import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
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
    'Evidence',
    'Root cause: Auction pressure',
    'Why not something else?',
  ];
  const rest = ['Risk, way back, and the cost of doing nothing', 'Looked over before it was shown', 'What it rests on'];
  const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(headings).toEqual([...parts, ...rest, 'Feedback', 'Where this comes from']);
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
  expect(await targets.getByRole('listitem').count()).toBe(7);
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
