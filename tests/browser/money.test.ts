import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { accessibilityProblems, type BackOffice, type Screen, startBackOffice } from './back-office.ts';
import { type MoneyRows, moneyRows } from './money-rows.ts';

vi.setConfig({ testTimeout: 60_000 });

let office: BackOffice;
let screen: Screen;
let rows: MoneyRows;

beforeAll(async () => {
  office = await startBackOffice();
  rows = await moneyRows(office.stack);
}, 180_000);
afterAll(() => office.stop());
afterEach(async () => {
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

const open = (path: string) => screen.page.goto(`${office.stack.api_url}/admin/#${path}`);
// Colours that are still changing belong to no look.
const calm = { reducedMotion: 'reduce' } as const;

it('the menu counts the change that waits; both views stand side by side, and who asked may not confirm it', async () => {
  screen = await office.signedIn('marketer', calm);
  const { page } = screen;
  await page.getByRole('link', { name: /^Changes\s*1 waiting$/ }).click();
  await page.getByRole('table', { name: 'changes' }).getByText('Needs a person').waitFor();
  await page.getByRole('link', { name: /^Daily budget of campaign / }).click();
  const views = page.getByRole('region', { name: 'Both views' });
  await views.getByText('$460', { exact: true }).waitFor();
  await views.getByText('$510', { exact: true }).waitFor();
  await page.getByText('somebody else has to confirm that it was applied').waitFor();
  expect(await page.getByRole('button', { name: 'It was applied' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /^It was not applied/ }).count()).toBe(2);
});

it('another person confirms it with a reason: it is verified, and nothing waits any more', async () => {
  screen = await office.signedIn('approver', calm);
  const { page } = screen;
  await open(`/changes/${rows.intent_id}/show`);
  await page.getByRole('list', { name: 'State: needs a person' }).waitFor();
  const states = page.getByRole('list', { name: 'States' }).getByRole('listitem');
  await states.first().waitFor();
  expect(await states.count()).toBe(3);
  await page.getByRole('button', { name: 'It was applied', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm that it was applied?' });
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await dialog.getByRole('button', { name: 'It was applied' }).isDisabled()).toBe(true);
  await dialog.getByLabel(/^What did you see/).fill('The account shows $460');
  await dialog.getByRole('button', { name: 'It was applied' }).click();
  await page.getByRole('list', { name: 'State: verified' }).waitFor();
  await page.getByText(/approver@\S+ said on .* that it was applied: The account shows \$460/).waitFor();
  await page.getByRole('link', { name: 'Changes', exact: true }).waitFor();
});

it('a wider limit is proposed by one person, agreed to by another, and holds only after it has cooled off', async () => {
  screen = await office.signedIn('marketer', calm);
  const { page } = screen;
  await open('/caps');
  const inForce = page.getByRole('region', { name: 'In force' });
  await inForce.getByRole('meter', { name: 'Used of: Everything together' }).waitFor();
  await inForce.getByText('Who uses it').first().click();
  await inForce
    .getByRole('list', { name: 'By person' })
    .getByText(/^marketer@/)
    .waitFor();
  await page.getByRole('button', { name: 'Change the limit: Everything together' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the limit: Everything together' });
  await dialog.getByLabel(/^At most/).fill('20000');
  await dialog.getByLabel(/^Reason/).fill('A large sale');
  await dialog.getByText(/Another person has to agree/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Propose it' }).click();
  await page.getByText('Waits for a second person', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /^Decide on/ }).count()).toBe(0);

  const other = await office.signedIn('approver', calm);
  await other.page.goto(`${office.stack.api_url}/admin/#/caps`);
  await other.page.getByRole('button', { name: 'Decide on: Everything together' }).click();
  const question = other.page.getByRole('dialog', { name: 'A wider limit: Everything together' });
  await question.getByText(/^Proposed: .*\$20,000/).waitFor();
  await question.getByLabel('Your reason').fill('Agreed in the meeting');
  expect(await accessibilityProblems(other.page)).toEqual([]);
  await question.getByRole('button', { name: 'Agree' }).click();
  await other.page.getByText('Cooling off', { exact: true }).waitFor();
  await other.page.getByText(/approver@\S+ agreed\. It holds from/).waitFor();
  await other.page
    .getByRole('region', { name: 'In force' })
    .getByText(/at most \$10,000/)
    .waitFor();
  expect(other.complaints).toEqual([]);
  await other.close();
});

it('one button stops an account; everybody sees it by name, and it goes on after resuming', async () => {
  screen = await office.signedIn('oncall', calm);
  const { page } = screen;
  await open('/stop');
  const meta = page.getByRole('region', { name: 'Meta' });
  await meta.getByText('Writes go out').first().waitFor();
  await meta
    .getByRole('listitem')
    .getByRole('button', { name: /^Stop writes now: / })
    .click();
  const dialog = page.getByRole('dialog', { name: /^Stop writes: / });
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Stop writes now' }).click();
  await meta.getByRole('listitem').getByText('Stopped', { exact: true }).waitFor();
  // Its platform still writes to other accounts, and so does everything else.
  expect(await page.getByText('Stopped', { exact: true }).count()).toBe(1);
  await page
    .getByRole('alert')
    .getByText(/^Paused: the account [A-Z]/)
    .waitFor();
  await meta
    .getByRole('listitem')
    .getByRole('button', { name: /^Let writes go out again/ })
    .click();
  await page
    .getByRole('dialog', { name: /^Resume/ })
    .getByRole('button', { name: 'Resume' })
    .click();
  await page.getByText('Stopped', { exact: true }).waitFor({ state: 'detached' });
});

it('an outcome says in plain words what a change brought, how surely, and what speaks against it', async () => {
  screen = await office.signedIn('marketer', calm);
  const { page } = screen;
  await open('/outcomes?show=broken');
  await page.getByRole('link', { name: /Cost per click$/ }).click();
  await page.getByText(/^Cost per click is 19\s% higher than it would have been without the change/).waitFor();
  await page.getByRole('img', { name: /\+19\s%, and with 90 % certainty between \+11.2\s% and \+27.5\s%/ }).waitFor();
  await page
    .getByRole('list', { name: 'What speaks against it' })
    .getByText(/^status, by Ann/)
    .waitFor();
  await page.getByRole('link', { name: 'People are asked whether to take it back' }).waitFor();
  await page.getByText('Promise not kept', { exact: true }).waitFor();
});

it('an undo shows what would go back and what was spent since, before anything is changed', async () => {
  screen = await office.signedIn('approver', calm);
  const { page } = screen;
  await open(`/changes/${rows.intent_id}/show`);
  await page.getByRole('button', { name: 'Undo …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this change?' });
  await dialog.getByRole('list', { name: 'This goes back' }).getByText('$400').waitFor();
  expect(await dialog.getByRole('button', { name: 'Take it back' }).isDisabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep it as it is' }).click();
  await open('/changes');
  await page.getByRole('button', { name: 'Undo …' }).click();
  const many = page.getByRole('dialog', { name: 'Undo what?' });
  await many.getByLabel('Which changes').selectOption('approver');
  expect(await accessibilityProblems(page)).toEqual([]);
  await many.getByLabel('E-mail address of the person').fill('nobody@alder-finch.example');
  await many.getByRole('button', { name: 'Show what that would do' }).click();
  await page.getByRole('dialog', { name: 'Undo these changes?' }).getByText(/\./).first().waitFor();
});
