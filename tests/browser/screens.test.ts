import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { accessibilityProblems, type BackOffice, startBackOffice } from './back-office.ts';

const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';

vi.setConfig({ testTimeout: 90_000 });

let office: BackOffice;
let screens: { readonly name: string; readonly path: string; readonly heading: RegExp }[];

beforeAll(async () => {
  office = await startBackOffice();
  const [execution_id = ''] = await office.analyze([campaign_id]);
  const client = await office.stack.as('approver');
  const waiting = await client.get('/v2/approvals?status=pending');
  screens = [
    { name: 'inbox', path: '/approvals', heading: /^Inbox$/ },
    { name: 'history', path: '/approvals?view=history', heading: /^Inbox$/ },
    { name: 'decision', path: `/approvals/${waiting.text('data.0.approval_id')}/show`, heading: /Spring Sale/ },
    { name: 'executions', path: '/executions', heading: /^Executions$/ },
    { name: 'execution', path: `/executions/${execution_id}/show`, heading: /Spring Sale/ },
    { name: 'campaigns', path: '/campaigns', heading: /^Campaigns$/ },
    { name: 'campaign', path: `/campaigns/${campaign_id}/show`, heading: /^Spring Sale$/ },
    { name: 'recommendations', path: '/recommendations', heading: /^Recommendations$/ },
    { name: 'playbooks', path: '/playbooks', heading: /^Playbooks$/ },
    { name: 'playbook', path: '/playbooks/campaign_health_v1/show', heading: /^Campaign health$/ },
  ];
}, 180_000);
afterAll(() => office.stop());

describe.each([
  { look: 'in daylight', options: { colorScheme: 'light' } },
  { look: 'in the evening', options: { colorScheme: 'dark' } },
  { look: 'on a phone', options: { colorScheme: 'light', viewport: { width: 390, height: 844 } } },
] as const)('every screen $look', ({ options }) => {
  it('loads without a complaint of the browser, breaks no accessibility rule and fits the width', async () => {
    const screen = await office.signedIn('approver', options);
    const found: string[] = [];
    for (const { name, path, heading } of screens) {
      await screen.page.goto(`${office.stack.api_url}/admin/#${path}`);
      await screen.page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await screen.page
        .getByRole('status', { name: /^Loading/ })
        .first()
        .waitFor({ state: 'detached' });
      const problems = await accessibilityProblems(screen.page);
      found.push(...problems.map((problem) => `${name}: ${problem}`));
      const tooWide = await screen.page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      if (tooWide === true) found.push(`${name}: wider than the window`);
    }
    expect([...found, ...screen.complaints]).toEqual([]);
    await screen.close();
  });
});

it('the sign-in page breaks no accessibility rule in either theme', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const screen = await office.open({ colorScheme });
    await screen.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await accessibilityProblems(screen.page)).toEqual([]);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  }
});

it('something that is not there is said in words, with a way on', async () => {
  const screen = await office.signedIn('approver');
  await screen.page.goto(`${office.stack.api_url}/admin/#/approvals/00000000-0000-4000-8000-000000000000/show`);
  await screen.page.getByRole('alert').getByText('The decision could not be loaded').waitFor();
  await screen.page.getByRole('button', { name: 'Try again' }).waitFor();
  await screen.close();
});

it('a token that ran out leads to the sign-in page', async () => {
  const screen = await office.signedIn('approver');
  await screen.page.evaluate(
    "sessionStorage.setItem('mbi.session', JSON.stringify({ access_token: 'x', expires_at_ms: 9e15, email: '' }))",
  );
  await screen.page.reload();
  await screen.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await screen.close();
});
