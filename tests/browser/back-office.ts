import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import postgres from 'postgres';
import { inject } from 'vitest';
import { demoTenants } from '../../contracts/demo-world.ts';
import { buildAdminUi } from '../../start/admin-ui/build.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { findChromium } from './find-chromium.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const quiet = ['--disable-component-update', '--disable-sync'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page of the back office, and everything the browser complained about on it. */
export type Screen = { readonly page: Page; readonly complaints: string[]; readonly close: () => Promise<void> };

/** The product with its back office in a real browser. */
export type BackOffice = {
  readonly stack: Stack;
  /** Opens the sign-in page in a browser window of its own. */
  readonly open: (options?: BrowserContextOptions) => Promise<Screen>;
  /** Opens the inbox as a demo person such as 'approver'; the first time through the form, then with the session of then. */
  readonly signedIn: (person: string, options?: BrowserContextOptions) => Promise<Screen>;
  /** Has campaigns analysed until their decisions wait; gives the execution ids in the same order. */
  readonly analyze: (campaign_ids: readonly string[]) => Promise<string[]>;
  readonly stop: () => Promise<void>;
};

/** Builds the back office if needed and starts the whole product and a browser. */
export async function startBackOffice(): Promise<BackOffice> {
  const executablePath = await findChromium();
  const [stack, browser] = await Promise.all([
    startStack(),
    chromium.launch({ executablePath, args: [...flags, ...quiet] }),
    buildAlone(),
  ]);
  const sessions = new Map<string, string>();
  const open = (options: BrowserContextOptions = {}) => openScreen(browser, stack, options, null);
  return {
    stack,
    open,
    async signedIn(person, options = {}) {
      const kept = sessions.get(person);
      const screen = await openScreen(browser, stack, options, kept ?? null);
      if (kept === undefined) {
        await signIn(screen.page, `${person}@${demoTenants[0]?.email_domain}`, stack.demo_password);
        sessions.set(person, String(await screen.page.evaluate(`sessionStorage.getItem('${sessionKey}')`)));
      }
      await screen.page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
      return screen;
    },
    async analyze(campaign_ids) {
      await stack.syncInsights(campaign_ids);
      const analyst = await stack.as('analyst');
      const started = await Promise.all(
        campaign_ids.map((campaign_id) =>
          analyst.post('/v2/playbooks/campaign-health/execute', { inputs: { campaign_id } }),
        ),
      );
      const execution_ids = started.map((answer) => answer.text('execution_id'));
      for (const id of execution_ids) await analyst.untilExecution(id, ['waiting_for_approval']);
      return execution_ids;
    },
    async stop() {
      await browser.close();
      await stack.stop();
    },
  };
}

/** Test files run side by side and share one build folder, so one builds while the others wait. */
export async function buildAlone(): Promise<void> {
  const sql = postgres(inject('postgres_owner_url'), { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(hashtext('admin-ui/dist'))`;
    await buildAdminUi();
  } finally {
    await sql.end();
  }
}

/** Where the back office keeps who is signed in. */
const sessionKey = 'mbi.session';

/** Opens a window of its own; with a session that was kept it opens signed in, as after a reload. */
async function openScreen(
  browser: Browser,
  stack: Stack,
  options: BrowserContextOptions,
  session: string | null,
): Promise<Screen> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  if (session !== null) {
    const [key, value] = [sessionKey, session].map((text) => JSON.stringify(text));
    await context.addInitScript(`sessionStorage.getItem(${key}) ?? sessionStorage.setItem(${key}, ${value})`);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${stack.api_url}/admin/`);
  return { page, complaints, close: () => context.close() };
}

/** Signs in through the form and waits for the inbox. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
}

const everyRule = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
/** The rules whose answer depends on the theme; all others see the same page in both. */
const colourRules = "{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }";

/** The accessibility rules that a page breaks (WCAG 2.2 A and AA, and axe’s best practices), with where. */
export async function accessibilityProblems(page: Page, rules: 'all' | 'of colour' = 'all'): Promise<string[]> {
  if ((await page.evaluate("typeof axe === 'undefined'")) === true) await page.evaluate(axe);
  // What is on its way from one look to the next is judged where it arrives; a spinner never does.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime < 5_000).map(({ finished }) => finished))',
  );
  const runOnly = rules === 'all' ? everyRule : colourRules;
  const found: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ${runOnly}, resultTypes: ['violations'] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => id + ': ' + html.slice(0, 160) + ' ' + (any[0]?.message ?? ''))))`,
  );
  return Array.isArray(found) ? found.map(String) : ['axe gave no answer'];
}
