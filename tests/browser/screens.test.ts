import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { llmCalls, llmTraces } from '../../db/schema/index.ts';
import { sandboxControls } from '../ad-platforms/sandbox-controls.ts';
import { insertAgentRows } from '../harness/agent-rows.ts';
import { accessibilityProblems, type BackOffice, startBackOffice } from './back-office.ts';
import { moneyRows } from './money-rows.ts';

const campaign_id = demoTenants[0]?.campaigns[0]?.campaign_id ?? '';

vi.setConfig({ testTimeout: 180_000 });

let office: BackOffice;
let screens: { readonly name: string; readonly path: string; readonly heading: RegExp }[];

beforeAll(async () => {
  office = await startBackOffice();
  const [execution_id = ''] = await office.analyze([campaign_id]);
  const fingerprint = await failOnce();
  await pauseAnother();
  const { intent_id, outcome_id } = await moneyRows(office.stack);
  const compared = await evaluateTwice();
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
    { name: 'recommendation', path: `/recommendations/${execution_id}/show`, heading: /^Spring Sale: Raise the bid/ },
    { name: 'analytics', path: '/analytics', heading: /^Analytics$/ },
    { name: 'monday', path: '/analytics?view=monday', heading: /^Analytics$/ },
    { name: 'friday', path: '/analytics?view=friday', heading: /^Analytics$/ },
    { name: 'month', path: '/analytics?view=month', heading: /^Analytics$/ },
    { name: 'milestones', path: '/analytics?view=milestones', heading: /^Analytics$/ },
    { name: 'autonomy', path: '/autonomy', heading: /^Autonomy$/ },
    { name: 'evaluations', path: '/evaluations', heading: /^Evaluations$/ },
    { name: 'comparison', path: `/evaluations/${compared[1]}/show?before=${compared[0]}`, heading: /./ },
    { name: 'review of a candidate', path: `/golden/${compared[0]}/show`, heading: /^Sale: Bid Adjustment$/ },
    { name: 'golden examples', path: '/golden', heading: /^Golden examples$/ },
    { name: 'traces', path: '/traces', heading: /^Traces$/ },
    { name: 'trace', path: `/traces/${execution_id}/show`, heading: /./ },
    { name: 'model calls', path: '/model_calls', heading: /^Model calls$/ },
    { name: 'collectors', path: '/collectors', heading: /^Collectors$/ },
    { name: 'prompt', path: '/prompts/critique/show', heading: /^Critique$/ },
    { name: 'costs', path: '/costs', heading: /^Costs$/ },
    { name: 'prompts', path: '/prompts', heading: /^Prompts$/ },
    { name: 'knowledge', path: '/knowledge', heading: /^Knowledge$/ },
    { name: 'playbooks', path: '/playbooks', heading: /^Playbooks$/ },
    { name: 'playbook', path: '/playbooks/campaign_health_v1/show', heading: /^Campaign health$/ },
    { name: 'source', path: '/playbooks/campaign_health_v1/show?view=source', heading: /^Campaign health$/ },
    { name: 'why', path: '/playbooks/campaign_health_v1/show?view=why', heading: /^Campaign health$/ },
    { name: 'failures', path: '/failures', heading: /^Failures$/ },
    { name: 'stuck', path: '/failures?view=retrying', heading: /^Failures$/ },
    { name: 'failure', path: `/failures/${fingerprint}/show`, heading: / in / },
    { name: 'changes', path: '/changes', heading: /^Changes$/ },
    { name: 'change', path: `/changes/${intent_id}/show`, heading: /^Daily budget of campaign/ },
    { name: 'outcomes', path: '/outcomes', heading: /^Outcomes$/ },
    { name: 'outcome', path: `/outcomes/${outcome_id}/show`, heading: /: Cost per click$/ },
    { name: 'limits', path: '/caps', heading: /^Limits$/ },
    { name: 'accounts', path: '/accounts', heading: /^Ad accounts$/ },
    { name: 'stop', path: '/stop', heading: /^Stop writes$/ },
    { name: 'people', path: '/people', heading: /^People$/ },
  ];
}, 180_000);
afterAll(() => office.stop());

/** Lets one execution fail; gives the fingerprint of its group. */
async function failOnce(): Promise<string> {
  await sandboxControls(office.stack.sandbox.url).fault({ kind: 'expired_token', times: null });
  const engineer = await office.stack.as('engineer');
  const started = await engineer.post('/v2/playbooks/sync-insights/execute', { inputs: { campaign_id } });
  await engineer.untilExecution(started.text('execution_id'), ['failed']);
  await fetch(`${office.stack.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
  return (await engineer.get('/v2/failures')).text('data.0.fingerprint');
}

/** Two evaluation runs to compare and a golden candidate to review, under the ids of executions. */
async function evaluateTwice(): Promise<readonly [string, string]> {
  const ids = [randomUUID(), randomUUID()] as const;
  const { database, tenant_id } = office.stack;
  for (const execution_id of ids) await insertAgentRows(database.owner, tenant_id, { execution_id, campaign_id });
  return ids;
}

/** Pauses a campaign that no screen is about, so that each shows the banner. */
async function pauseAnother(): Promise<void> {
  const oncall = await office.stack.as('oncall');
  const scope_id = demoTenants[0]?.campaigns[5]?.campaign_id ?? '';
  await oncall.post('/v2/pauses', { scope: 'campaign', scope_id, reason: 'Looks odd' });
}

const wide = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

// Both at once: while one waits for the product, the other looks.
it.concurrent.each([
  { look: 'in daylight, opened at a desk', colorScheme: 'light', rules: 'all', sizes: [wide, phone] },
  { look: 'in the evening, opened on a phone', colorScheme: 'dark', rules: 'of colour', sizes: [phone, wide] },
] as const)(
  'every screen loads without a complaint of the browser, breaks no accessibility rule and fits both widths, with a pause on top, $look',
  async ({ colorScheme, rules, sizes }) => {
    // Colours that are still changing belong to no look.
    const screen = await office.signedIn('admin', { colorScheme, reducedMotion: 'reduce' });
    const { page } = screen;
    const found: string[] = [];
    for (const { name, path, heading } of screens) {
      await page.setViewportSize(sizes[0]);
      await page.goto(`${office.stack.api_url}/admin/#${path}`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.getByRole('region', { name: 'Incident mode' }).getByText('Looks odd').waitFor();
      await page
        .getByRole('status', { name: /^Loading/ })
        .first()
        .waitFor({ state: 'detached' });
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
        const problems = await accessibilityProblems(page, rules);
        found.push(...problems.map((problem) => `${name}, ${size.width} px: ${problem}`));
        const tooWide = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
        if (tooWide === true) found.push(`${name}: wider than ${size.width} px`);
      }
    }
    expect([...found, ...screen.complaints]).toEqual([]);
    await screen.close();
  },
  300_000,
);

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

it('what a model was asked and what it answered is shown when somebody who may read it asks, breaking no rule', async () => {
  const { database, tenant_id } = office.stack;
  const call_id = randomUUID();
  await withTenant(database.owner, tenant_id, async (tx) => {
    await tx.insert(llmCalls).values({
      ...{ call_id, model: 'walked-model', task: 'critique', prompt_hash: 'h', status: 'answered', cost_usd: 0.02 },
      ...{ input_tokens: 1_200, output_tokens: 90, latency_ms: 1_500 },
    });
    await tx.insert(llmTraces).values({ call_id, input: 'Is the bid too low?', output: 'It is, by a sixth.' });
  });
  const screen = await office.signedIn('admin');
  const { page } = screen;
  await page.goto(`${office.stack.api_url}/admin/#/model_calls`);
  const call = page.getByRole('listitem').filter({ hasText: 'walked-model' });
  await call.getByText('1,200 tokens in, 90 out').waitFor();
  await call.getByText('$0.02').waitFor();
  expect(await call.textContent()).not.toContain('Is the bid too low?');
  await call.getByRole('button', { name: 'Show what was asked and answered' }).click();
  await call.getByText('What was asked').click();
  await call.getByText('Is the bid too low?').waitFor();
  await call.getByText('What was answered').click();
  await call.getByText('It is, by a sixth.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('a page that was open while a new version was put in place loads that version', async () => {
  const screen = await office.signedIn('approver');
  let gone = 1;
  await screen.page.route(/KnowledgePage/, (route) => (gone-- > 0 ? route.fulfill({ status: 404 }) : route.continue()));
  await screen.page.goto(`${office.stack.api_url}/admin/#/knowledge`);
  await screen.page.getByRole('heading', { level: 1, name: 'Knowledge' }).waitFor();
  expect(gone).toBeLessThan(0);
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

it('every dialog of on-call and of handing over breaks no accessibility rule, in either theme and on a phone', async () => {
  for (const options of [
    { colorScheme: 'light' },
    { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  ] as const) {
    // Colours that are still changing belong to no look.
    const screen = await office.signedIn('admin', { ...options, reducedMotion: 'reduce' });
    const { page } = screen;
    const check = async (open: () => Promise<void>) => {
      await open();
      await page.getByRole('dialog').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    };
    const row = page.getByRole('listitem').filter({ hasText: 'Spring Sale' });
    await row.getByRole('link').first().focus();
    await check(() => page.keyboard.press('s'));
    await row.getByRole('link').first().focus();
    await check(() => page.keyboard.press('d'));
    await check(() => page.getByRole('button', { name: 'Pause' }).click());
    await check(() => page.getByRole('button', { name: /^Resume the campaign/ }).click());
    await page.goto(`${office.stack.api_url}/admin/#/failures`);
    await check(async () => {
      await page.getByRole('button', { name: 'Restart from synchronise' }).click();
      await page.getByRole('button', { name: 'Restart 1 execution' }).waitFor();
    });
    await screen.close();
  }
});
