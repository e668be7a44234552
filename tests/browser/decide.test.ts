import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ledgerSchema } from '../../contracts/ad-platform.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { decideAtOnce, withoutSpares, wornCampaign, writingMood } from '../e2e/worn-ad.ts';
import { setMood, vendorsAt } from '../reasoning/model-moods.ts';
import { accessibilityProblems, type BackOffice, type Screen, startBackOffice } from './back-office.ts';

const campaigns = demoTenants[0]?.campaigns ?? [];
const named = (name: string) => campaigns.find(({ campaign_name }) => campaign_name === name)?.campaign_id ?? '';
const [springSale, trailBoots, rainJackets] = ['Spring Sale', 'Trail Boots', 'Rain Jackets'].map(named);
const ids = [springSale ?? '', trailBoots ?? '', rainJackets ?? ''];

vi.setConfig({ testTimeout: 90_000 });

let office: BackOffice;
let executions: string[];
let screen: Screen;

beforeAll(async () => {
  office = await startBackOffice();
  executions = await office.analyze(ids);
}, 180_000);
afterAll(() => office.stop());
afterEach(() => screen.close());

const row = (campaign: string) => screen.page.getByRole('listitem').filter({ hasText: campaign });
const focusOn = (campaign: string) => row(campaign).getByRole('link').focus();
async function ledger() {
  const answer = await fetch(`${office.stack.sandbox.url}/_sandbox/ledger`);
  return ledgerSchema.parse(await answer.json()).entries;
}

it('a wrong password is refused in words and a right one leads to the waiting decisions', async () => {
  screen = await office.open();
  const { page } = screen;
  await page.getByLabel('E-mail').fill(`approver@${demoTenants[0]?.email_domain}`);
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password').fill(office.stack.demo_password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await row('Spring Sale').getByText('Raise bid').waitFor();
  expect(
    await row('Spring Sale')
      .getByText(/→|left|risk|%/i)
      .count(),
  ).toBeGreaterThan(2);
  expect(await page.getByRole('tab', { name: 'Awaiting (3)' }).count()).toBe(1);
  // The refused sign-in is the only thing the browser may report.
  expect(screen.complaints.filter((text) => !text.includes('401'))).toEqual([]);
});

it('keys do nothing in a field, nothing in a dialog, and nothing when switched off', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  await row('Spring Sale').waitFor();
  const toast = page.getByRole('region', { name: 'Last decision' });
  await focusOn('Spring Sale');
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Edit the plan' });
  await dialog.getByLabel('Bid amount').focus();
  await page.keyboard.type('ar?');
  expect(await dialog.getByLabel('Bid amount').inputValue()).toContain('ar?');
  await dialog.getByText('Enter an amount in USD').waitFor();
  expect(await dialog.getByRole('button', { name: 'Plan with this value' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByLabel('Use single-key shortcuts').uncheck();
  await help.getByRole('button', { name: 'Close' }).click();
  await help.waitFor({ state: 'hidden' });
  await focusOn('Spring Sale');
  await page.keyboard.press('a');
  await page.keyboard.press('?');
  expect(await help.count()).toBe(0);
  expect(await toast.count()).toBe(0);
  expect(await ledger()).toEqual([]);
});

it('r and a digit reject with that reason, and the next item is selected', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  await focusOn('Trail Boots');
  await page.keyboard.press('r');
  await page.getByRole('dialog', { name: 'Why not?' }).waitFor();
  await page.keyboard.press('4');
  await page
    .getByRole('region', { name: 'Last decision' })
    .getByText(/^Rejected: .*Nothing changes/)
    .waitFor();
  await row('Trail Boots').waitFor({ state: 'detached' });
  const client = await office.stack.as('approver');
  await client.untilExecution(executions[1] ?? '', ['rejected']);
  const list = await client.get(`/v2/approvals?execution_id=${executions[1]}`);
  const shown = await client.get(`/v2/approvals/${list.text('data.0.approval_id')}`);
  expect(shown.at('decisions.0.reason')).toBe('bad_timing');
  expect(screen.complaints).toEqual([]);
});

it('u takes an approval back before anything was written', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  await focusOn('Spring Sale');
  await page.keyboard.press('a');
  await page.getByText(/Takes effect in \d+ s/).waitFor();
  await page.keyboard.press('u');
  await page
    .getByRole('region', { name: 'Last decision' })
    .getByText(/^Taken back:/)
    .waitFor();
  await row('Spring Sale').waitFor();
  expect(await ledger()).toEqual([]);
  expect(screen.complaints).toEqual([]);
});

it('j, Enter and a approve what is shown; it is applied once, a second screen sees it go, and a click undoes it', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  const other = await office.signedIn('marketer');
  await row('Rain Jackets').waitFor();
  await other.page.getByRole('listitem').filter({ hasText: 'Spring Sale' }).waitFor();
  await focusOn('Spring Sale');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Raise the bid of Spring Sale/ }).waitFor();
  await page.getByRole('heading', { name: 'Evidence' }).waitFor();
  const after = await page.getByRole('table', { name: 'Planned changes' }).locator('td').nth(2).textContent();
  await page.keyboard.press('a');
  await page.getByText(/Takes effect in \d+ s/).waitFor();
  await other.page.getByRole('listitem').filter({ hasText: 'Spring Sale' }).waitFor({ state: 'detached' });
  await office.stack.as('approver').then((client) => client.untilExecution(executions[0] ?? '', ['completed']));
  const entries = await ledger();
  expect(entries).toHaveLength(1);
  expect(`$${(Number(entries[0]?.after) / 100).toFixed(2)}`).toBe(after);
  await page.goto(`${office.stack.api_url}/admin/#/executions/${executions[0]}/show`);
  await page.getByRole('list', { name: 'State: verified' }).waitFor();
  await page.getByRole('button', { name: 'Undo the change' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this change?' });
  await dialog.getByText(`${after} back to $2.50`).waitFor();
  await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^Undo changes/ }).waitFor();
  await page.getByText('bid is now $2.50').waitFor();
  expect((await ledger()).map((entry) => Number(entry.after))).toEqual([288, 250]);
  expect([...screen.complaints, ...other.complaints]).toEqual([]);
  await other.close();
});

it('who may not decide sees why, and no buttons', async () => {
  screen = await office.signedIn('analyst');
  await row('Rain Jackets')
    .getByText(/somebody else decides|a colleague decides/)
    .waitFor();
  expect(await row('Rain Jackets').getByRole('button').count()).toBe(0);
});

it('e edits the amount; the new plan is asked about under its own digest and applied exactly', async () => {
  screen = await office.signedIn('approver');
  const { page } = screen;
  const toast = page.getByRole('region', { name: 'Last decision' });
  await focusOn('Rain Jackets');
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Edit the plan' });
  await dialog.getByLabel('Daily budget').fill('165');
  await dialog.getByText('+10 % against now').waitFor();
  await page.keyboard.press('Enter');
  await toast.getByText(/^Edited: .*comes back here/).waitFor();
  // The new plan arrives by itself and is selected, so that one key approves it.
  await row('Rain Jackets').filter({ hasText: 'new plan' }).getByText('$165').waitFor();
  await page.locator('li:has-text("Rain Jackets") a:focus').waitFor();
  await page.keyboard.press('a');
  await toast.getByText(/^Approved: .*\$165/).waitFor();
  await office.stack.as('approver').then((client) => client.untilExecution(executions[2] ?? '', ['completed']));
  expect((await ledger()).at(-1)).toMatchObject({ field: 'daily_budget', after: 16_500 });
  expect(screen.complaints).toEqual([]);
});

it('new words are read beside the old ones, refused where they stand, edited, made, and one of them chosen by name', async () => {
  const { sandbox, restartWorker } = office.stack;
  await setMood(sandbox.url, writingMood);
  await restartWorker(vendorsAt(sandbox.url));
  await Promise.all([withoutSpares(office.stack), decideAtOnce(office.stack)]);
  const [execution_id = ''] = await office.analyze([wornCampaign]);
  screen = await office.signedIn('marketer', { reducedMotion: 'reduce' });
  const { page } = screen;
  const heading = (name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const dialog = page.getByRole('dialog', { name: 'Edit the plan' });
  await focusOn('Trail Boots');
  await page.keyboard.press('Enter');
  await heading(/^Upload 2 new creatives for Trail Boots$/);
  const words = page.getByRole('region', { name: 'Words of the ad' });
  await words.getByText('Made-up ad of Trail Boots').waitFor();
  const second = words.getByRole('region', { name: 'After, variant 2' });
  await second.getByText(/no source speaks of a hill/).waitFor();
  await second.getByText(/Rests on Trail Boots – video, Trail Boots – carousel\.$/).waitFor();
  await words.getByText('Another model has objections; they decide nothing, you do.').waitFor();
  await words.getByRole('region', { name: 'Dropped' }).getByText('The best boots in town').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.keyboard.press('e');
  await dialog.getByLabel('Headline 1').fill('See www.shop.example');
  await dialog.getByText('www.shop.example is an address: it belongs into the link of the ad.').waitFor();
  const plan = dialog.getByRole('button', { name: 'Plan with these words' });
  expect(await plan.isDisabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByLabel('Headline 1').fill('Rain stays out');
  await dialog.getByText('14 of at most 255 characters').waitFor();
  await plan.click();
  const first = words.getByRole('region', { name: 'After, variant 1' });
  await first.getByText('Rain stays out', { exact: true }).waitFor();
  await first.getByText(/^A person changed these words/).waitFor();
  await page.keyboard.press('a');
  const toast = page.getByRole('region', { name: 'Last decision' });
  await toast.getByText(/^Approved: Upload 2 new creatives/).waitFor();
  const client = await office.stack.as('marketer');

  // The next question comes by itself: which of them is shown.
  await page.goto(`${office.stack.api_url}/admin/#/approvals`);
  await row('Trail Boots').getByText('Swap creative').waitFor();
  await focusOn('Trail Boots');
  await page.keyboard.press('e');
  const choice = dialog.getByRole('combobox', { name: 'Creative' });
  await dialog.getByText('“Up the hill and home”').waitFor({ state: 'attached' });
  expect(await choice.locator('option:checked').textContent()).toMatch(/^Trail Boots – variant 1 .*“Rain stays out”$/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await choice.focus();
  await page.keyboard.type('Trail Boots – variant 2');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Plan with this value' }).click();
  await row('Trail Boots')
    .filter({ hasText: 'new plan' })
    .getByText(/variant 2/)
    .waitFor();
  await page.locator('li:has-text("Trail Boots") a:focus').waitFor();
  await page.keyboard.press('a');
  await client.untilExecution(execution_id, ['completed']);
  const [shown] = await office.stack.database.owner.sql`
    select content ->> 'headline' as headline from creatives where campaign_id = ${wornCampaign} and state = 'active'
      and content is not null`;
  expect(shown?.headline).toBe('Up the hill and home');
  await page.goto(`${office.stack.api_url}/admin/#/executions/${execution_id}/show`);
  await page.getByRole('list', { name: 'State: verified' }).first().waitFor();
  expect(screen.complaints).toEqual([]);
}, 180_000);
