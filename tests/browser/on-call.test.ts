import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { sandboxControls } from '../ad-platforms/sandbox-controls.ts';
import { type BackOffice, type Screen, startBackOffice } from './back-office.ts';

const campaigns = demoTenants[0]?.campaigns.map(({ campaign_id }) => campaign_id) ?? [];
const [one = '', two = '', three = '', four = ''] = campaigns;

vi.setConfig({ testTimeout: 90_000 });

let office: BackOffice;
let screen: Screen;

beforeAll(async () => {
  office = await startBackOffice();
}, 180_000);
afterAll(() => office.stop());
afterEach(() => screen.close());

/** Has the reading of insights fail for these campaigns by a token that has expired, then makes the token work again. */
async function failFor(campaign_ids: readonly string[]): Promise<string[]> {
  const controls = sandboxControls(office.stack.sandbox.url);
  await controls.fault({ kind: 'expired_token', times: null });
  const engineer = await office.stack.as('engineer');
  const ids: string[] = [];
  for (const campaign_id of campaign_ids) {
    const started = await engineer.post('/v2/playbooks/sync-insights/execute', { inputs: { campaign_id } });
    ids.push(started.text('execution_id'));
  }
  for (const id of ids) await engineer.untilExecution(id, ['failed']);
  await fetch(`${office.stack.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
  return ids;
}

/** Counts the clicks that a person makes from now on. */
async function countClicks({ page }: Screen): Promise<() => Promise<number>> {
  await page.evaluate(
    "window.clicks = 0; document.addEventListener('click', (event) => { if (event.isTrusted && event.detail > 0) window.clicks += 1; }, true)",
  );
  return async () => Number(await page.evaluate('window.clicks'));
}

/** The re-run of an execution, once it has ended well. */
async function untilRerun(execution_id: string): Promise<void> {
  const client = await office.stack.as('engineer');
  const rerun = (await client.get(`/v2/playbooks/executions/${execution_id}`)).text('reruns.0.execution_id');
  await client.untilExecution(rerun, ['completed']);
}

it('from signing in to two failures restarted from the failed step: 3 clicks', async () => {
  const ids = await failFor([one, two]);
  screen = await office.signedIn('oncall');
  const { page } = screen;
  const clicks = await countClicks(screen);
  await page.getByRole('link', { name: /^Failures/ }).click();
  const card = page.getByRole('listitem').filter({ hasText: '2 failed' });
  await card.getByText('nobody yet').waitFor();
  await card.getByRole('link', { name: 'Runbook' }).waitFor();
  await card.getByRole('button', { name: /^Restart from / }).click();
  const dialog = page.getByRole('dialog', { name: 'Restart what failed?' });
  await dialog.getByText(/^2 executions would go on/).waitFor();
  expect(await dialog.getByLabel('Go on from the step').locator('option:checked').textContent()).toMatch(
    /it failed here/,
  );
  await dialog.getByRole('button', { name: 'Restart 2 executions' }).click();
  await page.getByRole('dialog', { name: 'Restarted' }).getByText('2 of 2 executions were restarted.').waitFor();
  expect(await clicks()).toBe(3);
  for (const id of ids) await untilRerun(id);
  expect(screen.complaints).toEqual([]);
});

it('a group shows each attempt’s error and the way to its history; it is assigned, noted and resolved, and goes', async () => {
  const [id = ''] = await failFor([three]);
  screen = await office.signedIn('oncall');
  const { page } = screen;
  await page.getByRole('link', { name: /^Failures/ }).click();
  await page.getByRole('list', { name: 'Failures by cause' }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 2, name: `Execution ${id.slice(0, 8)}`, exact: false }).waitFor();
  await page.getByRole('list', { name: 'Attempts' }).getByText('PLATFORM_UNAUTHORIZED').first().waitFor();
  await page.getByText(/^temporal workflow show --namespace/).waitFor();
  const runbook = await page.getByRole('link', { name: 'Runbook' }).getAttribute('href');
  const read = await fetch(`${office.stack.api_url}${runbook}`);
  expect([read.status, (await read.text()).startsWith('# ')]).toEqual([200, true]);
  await page.getByRole('button', { name: 'Assign to me' }).click();
  await page.getByText(/^oncall@\S+ looks after it\./).waitFor();
  await page.getByLabel('Note').fill('The account is being connected again');
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText(/Note: The account is being connected again/).waitFor();
  await page.getByRole('button', { name: 'Resolve' }).click();
  await page.getByText(/Resolved .*a newer one opens it again/).waitFor();
  await page.getByRole('link', { name: '← Failures' }).click();
  await page.getByText('Nothing fails', { exact: true }).waitFor();
  expect(screen.complaints).toEqual([]);
});

it('an execution is run again from a step with another one skipped, and says what it took over', async () => {
  const [id = ''] = await failFor([four]);
  screen = await office.signedIn('oncall');
  const { page } = screen;
  await page.goto(`${office.stack.api_url}/admin/#/executions/${id}/show`);
  await page.getByRole('button', { name: 'Run again from a step' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run it again?' });
  const run = dialog.getByRole('button', { name: 'Run again' });
  expect(await run.isDisabled()).toBe(true);
  const failed = await dialog.getByLabel('Go on from the step').inputValue();
  await dialog.getByLabel('Skip a step').selectOption(failed);
  await dialog.getByLabel(/^Value that/).fill('nothing like its output');
  await dialog.getByLabel('Reason').fill('The data is there already');
  await run.click();
  // A value that the step could never give is refused in words, and nothing is started.
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Skip a step').selectOption('');
  await run.click();
  await page
    .getByRole('dialog', { name: 'It runs again' })
    .getByRole('link', { name: 'See the new execution' })
    .click();
  await page.getByRole('link', { name: new RegExp(`^Runs again from ${failed}: ${id.slice(0, 8)}`) }).waitFor();
  await untilRerun(id);
});

it('one button stops everything with a reason, everybody sees who and why, and it goes on after resuming', async () => {
  const [execution_id = ''] = await office.analyze([one]);
  screen = await office.signedIn('oncall');
  const { page } = screen;
  const other = await office.signedIn('approver');
  await other.page.getByRole('listitem').filter({ hasText: 'left' }).first().waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause' });
  expect(await dialog.getByRole('button', { name: 'Pause everything' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Reason').fill('The numbers of the platform look wrong');
  await dialog.getByRole('button', { name: 'Pause everything' }).click();
  for (const each of [page, other.page]) {
    await each
      .getByRole('alert')
      .getByText(/The numbers of the platform look wrong – oncall@/)
      .waitFor();
  }
  // Who may not resume sees no button for it, and none to pause.
  expect(await other.page.getByRole('button', { name: /^(Resume|Pause)/ }).count()).toBe(0);
  await other.page.getByText(/Clock stands still/).waitFor();
  await page.goto(`${office.stack.api_url}/admin/#/executions/${execution_id}/show`);
  await page.getByText(/^Parked by a pause/).waitFor();
  await page.getByRole('button', { name: 'Resume everything' }).click();
  await page.getByRole('dialog', { name: 'Resume everything?' }).getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('region', { name: 'Incident mode' }).waitFor({ state: 'detached' });
  await other.page.getByText(/Clock stands still/).waitFor({ state: 'detached' });
  await page.getByText(/^Parked by a pause/).waitFor({ state: 'detached' });
  expect([...screen.complaints, ...other.complaints]).toEqual([]);
  await other.close();
});

it('an execution that waits is stopped with its changes taken back, and says so', async () => {
  const [execution_id = ''] = await office.analyze([two]);
  screen = await office.signedIn('oncall');
  const { page } = screen;
  await page.goto(`${office.stack.api_url}/admin/#/executions/${execution_id}/show`);
  await page.getByRole('button', { name: 'Stop' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop this execution?' });
  await dialog.getByLabel('Take back what it has changed, newest first').check();
  await dialog.getByLabel('Reason').fill('No longer wanted');
  await dialog.getByRole('button', { name: 'Stop and take back' }).click();
  await page.getByText('Cancelled', { exact: true }).first().waitFor();
  expect(screen.complaints).toEqual([]);
});
