import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { accessibilityProblems, type BackOffice, type Screen, startBackOffice } from './back-office.ts';

const campaigns = demoTenants[0]?.campaigns ?? [];
const named = (name: string) => campaigns.find(({ campaign_name }) => campaign_name === name)?.campaign_id ?? '';

vi.setConfig({ testTimeout: 90_000 });

let office: BackOffice;
let screen: Screen;

beforeAll(async () => {
  office = await startBackOffice();
  // Only approvers are asked here, so that there is a colleague who may decide and was not.
  const source = readFileSync('playbooks/campaign-health.yaml', 'utf8');
  await office.stack.deploy(
    'campaign-health',
    source.replace('roles: [marketer, approver, admin]', 'roles: [approver]'),
  );
  await office.analyze([named('Spring Sale'), named('Trail Boots'), named('Rain Jackets')]);
}, 180_000);
afterAll(() => office.stop());
afterEach(() => screen.close());

const row = (campaign: string) => screen.page.getByRole('listitem').filter({ hasText: campaign });
const focusOn = (campaign: string) => row(campaign).getByRole('link').first().focus();

it('s and a digit put a decision off for this person only; the toggle shows it and brings it back', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  await focusOn('Spring Sale');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Decide later' });
  await dialog.getByLabel('Sooner, if (optional)').fill('context.cpa > 1000000.0');
  await dialog.getByRole('button', { name: /In an hour/ }).focus();
  await page.keyboard.press('1');
  await page
    .getByRole('region', { name: 'Last decision' })
    .getByText(/^Hidden until/)
    .waitFor();
  await row('Spring Sale').waitFor({ state: 'detached' });
  const other = await office.signedIn('admin');
  await other.page.getByRole('listitem').filter({ hasText: 'Spring Sale' }).waitFor();
  await other.close();
  await page.getByLabel('Show what I put off').check();
  await row('Spring Sale').getByRole('button', { name: 'Put off by you: show it again' }).click();
  await row('Spring Sale')
    .getByRole('button', { name: /show it again/ })
    .waitFor({ state: 'detached' });
  await page.getByLabel('Show what I put off').uncheck();
  await row('Spring Sale').waitFor();
  expect(screen.complaints).toEqual([]);
});

it('a condition that cannot be read is refused in words, and the decision stays', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  await focusOn('Trail Boots');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Decide later' });
  await dialog.getByLabel('Sooner, if (optional)').fill('context.nothing_like_it > 1.0');
  await dialog.getByRole('button', { name: /In an hour/ }).click();
  await page
    .getByRole('region', { name: 'Last decision' })
    .getByText(/nothing_like_it/)
    .waitFor();
  await row('Trail Boots').waitFor();
});

it('d lets a colleague decide who could not before, and keys mean nothing inside the dialogs', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  const email = `analyst@${demoTenants[0]?.email_domain}`;
  await focusOn('Rain Jackets');
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'Let a colleague decide' });
  await dialog.getByLabel('Colleague’s e-mail').press('a');
  await dialog.getByLabel('Colleague’s e-mail').fill(email);
  await page.keyboard.press('Enter');
  // The analyst asked for the analysis, so nobody can make this person the judge of it.
  await page
    .getByRole('region', { name: 'Last decision' })
    .getByText(/analyst|asked/)
    .waitFor();
  await focusOn('Rain Jackets');
  await page.keyboard.press('d');
  await dialog.getByLabel('Colleague’s e-mail').fill(`marketer@${demoTenants[0]?.email_domain}`);
  await page.keyboard.press('Enter');
  await page
    .getByRole('region', { name: 'Last decision' })
    .getByText(/^marketer@\S+ may decide now/)
    .waitFor();
  const marketer = await office.signedIn('marketer');
  await marketer.page
    .getByRole('listitem')
    .filter({ hasText: 'Rain Jackets' })
    .getByRole('button', { name: /^Approve/ })
    .waitFor();
  await marketer.close();
});

it('s and d do nothing when single-key shortcuts are switched off', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('menuitem', { name: 'Switch single-key shortcuts off' }).click();
  await focusOn('Trail Boots');
  await page.keyboard.press('s');
  await page.keyboard.press('d');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await row('Trail Boots').getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Decide later' }).click();
  await page.getByRole('dialog', { name: 'Decide later' }).waitFor();
  expect(screen.complaints).toEqual([]);
});

it('x picks several: what they amount to is shown first, and each is rejected with one reason', async () => {
  screen = await office.signedIn('approver', { reducedMotion: 'reduce' });
  const { page } = screen;
  await focusOn('Spring Sale');
  await page.keyboard.press('x');
  await focusOn('Trail Boots');
  await page.keyboard.press('X');
  const bar = page.getByRole('region', { name: 'Decide together' });
  await bar.getByText(/^[23] picked$/).waitFor();
  await bar.getByRole('button', { name: 'Clear' }).click();
  await bar.waitFor({ state: 'detached' });
  for (const campaign of ['Spring Sale', 'Trail Boots']) await row(campaign).getByRole('checkbox').check();
  await bar.getByRole('button', { name: 'Approve …' }).click();
  const question = page.getByRole('dialog', { name: 'Approve these?' });
  await question.getByText('No daily money moves directly · highest risk: medium').waitFor();
  await question.getByRole('button', { name: 'Approve 2' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'detached' });
  // Asking and thinking better of it decides nothing and picks nothing.
  expect(await bar.count()).toBe(0);
  for (const campaign of ['Spring Sale', 'Trail Boots']) await row(campaign).getByRole('checkbox').check();
  await bar.getByRole('button', { name: 'Reject …' }).click();
  const refusal = page.getByRole('dialog', { name: 'Reject these?' });
  await refusal.getByLabel('Why not?').selectOption('not_enough_evidence');
  await refusal.getByRole('button', { name: 'Reject 2' }).click();
  const outcome = page.getByRole('dialog', { name: 'What became of them' });
  await outcome.getByText('Rejected: 2 of 2.').waitFor();
  expect(await outcome.getByRole('list', { name: 'Each of them' }).getByRole('listitem').count()).toBe(2);
  await outcome.getByRole('button', { name: 'Close' }).click();
  await row('Spring Sale').waitFor({ state: 'detached' });
  await row('Trail Boots').waitFor({ state: 'detached' });
  const client = await office.stack.as('approver');
  const rejected = await client.get('/v2/approvals?status=rejected');
  expect([rejected.at('data.0.status'), rejected.at('data.1.status'), rejected.at('data.2')]).toEqual([
    'rejected',
    'rejected',
    undefined,
  ]);
  expect(screen.complaints).toEqual([]);
});

it('a playbook says what it does and costs, shows its text beside its picture, and answers why it did not start', async () => {
  screen = await office.signedIn('marketer');
  const { page } = screen;
  await page.goto(`${office.stack.api_url}/admin/#/playbooks/campaign-health/show`);
  await page.getByText(/^One execution moves at most [^:]*$/).waitFor();
  await page.getByRole('heading', { name: 'Guardrails', level: 3 }).waitFor();
  await page.getByText(/^Version 2, deployed .* active/).waitFor();
  await page.getByRole('tab', { name: 'Source and picture' }).click();
  await page.getByRole('region', { name: 'YAML source' }).getByText('campaign_health_v1').first().waitFor();
  const picture = page.getByRole('region', { name: 'Picture of the flow' }).getByRole('img');
  await picture.waitFor();
  expect(await picture.getAttribute('alt')).toMatch(/, then /);
  expect(await picture.evaluate((image) => Number(Reflect.get(image, 'naturalWidth')))).toBeGreaterThan(50);
  await page.getByRole('tab', { name: 'Why did it (not) start?' }).click();
  await page.getByLabel('Campaign').selectOption(named('Spring Sale'));
  await page
    .getByRole('status')
    .filter({ hasText: /Campaign health|It|Nobody|has/ })
    .first()
    .waitFor();
  expect(screen.complaints).toEqual([]);
});
