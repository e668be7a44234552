import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../activities/catalog.action.ts';
import { demoTenants } from '../../contracts/demo-world.ts';
import { withTenant } from '../../db/connect.ts';
import { deployPlaybook } from '../../db/queries/deploy-playbook.ts';
import { auditLog, decisions } from '../../db/schema/index.ts';
import { compilePlaybook } from '../../playbooks/compiler/index.ts';
import { personOf, setRoles } from '../../tests/harness/decision-rows.ts';
import type { HttpClient } from '../../tests/harness/http-client.ts';
import { type Stack, startStack } from '../../tests/harness/stack.ts';

const tenant_id = demoTenants[0]?.tenant_id ?? '';
const gate = (slug: string, quorum: number, undo: string) => `id: ${slug.replace('-', '_')}_v1
name: ${slug}
scope: none
inputs:
  round: { type: string, required: true }
concurrency: { key: inputs.round, limit: 1, on_conflict: ${slug === 'gate-two' ? 'cancel_running' : 'skip'} }
steps:
  - id: ask
    approval:
      title: May this go on?
      approvers: { roles: [approver, marketer] }
      quorum: ${quorum}
      timeout: 1h
      on_timeout: reject
      undo_window: ${undo}
`;

let stack: Stack;
let engineer: HttpClient;
let marketer: HttpClient;
let approver: HttpClient;
let round = 0;

beforeAll(async () => {
  stack = await startStack();
  const author = await personOf(stack.database.owner, tenant_id, 'admin');
  for (const [slug, quorum, undo] of [
    ['gate-one', 1, '0s'],
    ['gate-undo', 1, '60s'],
    ['gate-two', 2, '0s'],
  ] as const) {
    const source = gate(slug, quorum, undo);
    const { plan, digest, diagnostics } = compilePlaybook(source, { file: `${slug}.yaml`, actions: actionCatalog });
    if (plan === null || digest === null) throw new Error(JSON.stringify(diagnostics));
    await withTenant(stack.database.owner, tenant_id, (tx) =>
      deployPlaybook(tx, { slug, source, plan, digest, edited_by: author.user_id }),
    );
  }
  [engineer, marketer, approver] = await Promise.all([
    stack.as('engineer'),
    stack.as('marketer'),
    stack.as('approver'),
  ]);
}, 120_000);
afterAll(() => stack.stop());

/** Starts a gate and waits until it asks. */
async function ask(slug: string, requester: HttpClient = engineer) {
  round += 1;
  const started = await requester.post(`/v2/playbooks/${slug}/execute`, { inputs: { round: String(round) } });
  expect(started.status).toBe(202);
  const execution_id = started.text('execution_id');
  await requester.untilExecution(execution_id, ['waiting_for_approval']);
  const page = await requester.get(`/v2/approvals?execution_id=${execution_id}`);
  return { execution_id, approval_id: page.text('data.0.approval_id'), plan_digest: page.text('data.0.plan_digest') };
}

const recorded = async (approval_id: string) =>
  (await withTenant(stack.database.owner, tenant_id, (tx) => tx.select().from(decisions))).filter(
    (row) => row.approval_id === approval_id,
  );

describe('a decision', () => {
  it('answers with the state that the workflow reached, and a repeat answers the same and changes nothing', async () => {
    const { approval_id, execution_id, plan_digest } = await ask('gate-one');
    const shown = await approver.get(`/v2/approvals/${approval_id}`);
    expect(shown.body).toMatchObject({ can_decide: true, status: 'pending', plan_digest });
    expect(shown.headers.get('etag')).toBe(`"${plan_digest}"`);
    const said = { plan_digest, decision: 'approve', reason: 'fine' };
    const first = await approver.post(`/v2/approvals/${approval_id}/decisions`, said);
    expect([first.status, first.at('status')]).toEqual([200, 'approved']);
    const again = await approver.post(`/v2/approvals/${approval_id}/decisions`, said);
    expect([again.status, again.at('decision_id')]).toEqual([200, first.at('decision_id')]);
    await engineer.untilExecution(execution_id, ['completed']);
    expect(await recorded(approval_id)).toHaveLength(1);
    const late = await marketer.post(`/v2/approvals/${approval_id}/decisions`, {
      ...{ ...said, decision: 'reject', reason: 'bad_timing: not before Monday' },
    });
    expect([late.status, late.at('code')]).toEqual([409, 'DECISION_TOO_LATE']);
    expect(late.text('details.decided_by')).toContain('approver@');
  });

  it('by fifty requests of two people at once is counted once for each, and resumes once', async () => {
    const { approval_id, execution_id, plan_digest } = await ask('gate-two');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? approver : marketer).post(`/v2/approvals/${approval_id}/decisions`, {
          plan_digest,
          decision: 'approve',
        }),
      ),
    );
    expect(new Set(answers.map((each) => each.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((each) => each.text('decision_id'))).size).toBe(2);
    await engineer.untilExecution(execution_id, ['completed']);
    const rows = await recorded(approval_id);
    expect(rows.map((row) => row.status)).toEqual(['accepted', 'accepted']);
  });

  it('must name what it decides on, and is not counted on an older plan', async () => {
    const { approval_id, plan_digest } = await ask('gate-one');
    const path = `/v2/approvals/${approval_id}/decisions`;
    const missing = await approver.post(path, { decision: 'approve' });
    expect([missing.status, missing.at('code')]).toEqual([428, 'DECISION_DIGEST_MISSING']);
    const stale = await approver.post(path, { decision: 'approve' }, { 'if-match': '"older"' });
    expect([stale.status, stale.at('details.plan_digest')]).toEqual([412, plan_digest]);
    const edited = await approver.post(path, { plan_digest, decision: 'approve', edits: { budget: 1 } });
    expect([edited.status, edited.at('code')]).toEqual([422, 'DECISION_EDIT_INVALID']);
    expect(await recorded(approval_id)).toEqual([]);
    const matched = await approver.post(
      path,
      { decision: 'reject', reason: 'other' },
      { 'if-match': `"${plan_digest}"` },
    );
    expect([matched.status, matched.at('status')]).toEqual([200, 'rejected']);
  });

  it('on one’s own request, without the role, or after losing it is refused and audited', async () => {
    const newcomer = await personOf(stack.database.owner, tenant_id, 'oncall');
    await setRoles(stack.database.owner, tenant_id, newcomer.user_id, ['on_call']);
    const own = await ask('gate-one', marketer);
    await setRoles(stack.database.owner, tenant_id, newcomer.user_id, ['approver']);
    const refused = [
      await marketer.post(`/v2/decisions/approve/${own.approval_id}`, {}),
      await (await stack.as('admin')).post(`/v2/decisions/approve/${own.approval_id}`, {}),
      await (await stack.as('oncall')).post(`/v2/decisions/approve/${own.approval_id}`, {}),
      await (await stack.as('viewer')).post(`/v2/decisions/approve/${own.approval_id}`, {}),
    ];
    expect(refused.map((each) => [each.status, each.at('code')])).toEqual([
      [403, 'DECISION_SELF_APPROVAL'],
      // The last editor of the playbook asked for it, too.
      [403, 'DECISION_SELF_APPROVAL'],
      // Who may decide was settled when it was asked.
      [403, 'DECISION_NOT_ELIGIBLE'],
      [403, 'FORBIDDEN'],
    ]);
    expect((await marketer.get(`/v2/approvals/${own.approval_id}`)).body).toMatchObject({
      can_decide: false,
      cannot_decide_code: 'DECISION_SELF_APPROVAL',
    });
    const { user_id } = await personOf(stack.database.owner, tenant_id, 'approver');
    await setRoles(stack.database.owner, tenant_id, user_id, ['viewer']);
    const without = await approver.post(`/v2/decisions/approve/${own.approval_id}`, {});
    await setRoles(stack.database.owner, tenant_id, user_id, ['approver', 'marketer']);
    expect(without.status).toBe(403);
    const log = await withTenant(stack.database.owner, tenant_id, (tx) =>
      tx.select().from(auditLog).orderBy(auditLog.seq),
    );
    const entries = log.filter((row) => row.entity_id === own.approval_id && row.action === 'decision.refused');
    expect(entries.map((row) => row.details)).toMatchObject([
      { code: 'DECISION_SELF_APPROVAL' },
      { code: 'DECISION_SELF_APPROVAL' },
      { code: 'DECISION_NOT_ELIGIBLE' },
    ]);
    expect((await approver.post(`/v2/decisions/approve/${own.approval_id}`, {})).at('status')).toBe('approved');
  });

  it('can be taken back inside the undo window and made again', async () => {
    const { approval_id, plan_digest } = await ask('gate-undo');
    const path = `/v2/approvals/${approval_id}`;
    const yes = await approver.post(`${path}/decisions`, { plan_digest, decision: 'approve' });
    expect([yes.status, yes.at('status')]).toEqual([200, 'undo_window']);
    expect(yes.at('undo_until')).toEqual(expect.any(String));
    const back = await approver.post(`${path}/withdraw`, {});
    expect([back.status, back.at('status')]).toEqual([200, 'pending']);
    const stranger = await marketer.post(`${path}/withdraw`, {});
    expect([stranger.status, stranger.at('code')]).toEqual([403, 'DECISION_NOT_ELIGIBLE']);
    const anew = await approver.post(`${path}/decisions`, { plan_digest, decision: 'approve' });
    expect([anew.status, anew.at('status')]).toEqual([200, 'undo_window']);
    expect(anew.at('decision_id')).not.toBe(yes.at('decision_id'));
    expect((await approver.post(`${path}/withdraw`, {})).at('status')).toBe('pending');
    const no = await approver.post(`${path}/decisions`, { plan_digest, decision: 'reject', reason: 'other' });
    expect([no.status, no.at('status')]).toEqual([200, 'rejected']);
  });
});

describe('the live stream of an execution', () => {
  it('tells the same story in two halves as in one piece, and ends', async () => {
    const { approval_id, execution_id } = await ask('gate-one');
    const first = await readStream(execution_id, null, (events) =>
      events.some((each) => each.includes('approval.requested')),
    );
    await approver.post(`/v2/decisions/approve/${approval_id}`, {});
    const last = /^id: (\d+)/m.exec(first.at(-1) ?? '')?.[1] ?? '';
    const second = await readStream(execution_id, last, () => false);
    const whole = await readStream(execution_id, null, () => false);
    expect([...first, ...second]).toEqual(whole);
    expect(whole.at(-1)).toContain('event: end');
    expect(whole.join('\n')).toContain('event: execution.finished');
  });

  it('opens with a ticket, and only for the own tenant', async () => {
    const { execution_id } = await ask('gate-one');
    const ticketOf = async (client: HttpClient) => (await client.post('/v2/events/tickets', {})).text('ticket');
    const open = (ticket: string) =>
      fetch(`${stack.api_url}/v2/executions/${execution_id}/events?ticket=${ticket}`, {
        signal: AbortSignal.timeout(5_000),
      });
    const mine = await open(await ticketOf(approver));
    expect([mine.status, mine.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await mine.body?.cancel();
    expect((await open(await ticketOf(await stack.as('approver', 1)))).status).toBe(404);
    expect((await open('forged')).status).toBe(401);
  });
});

/** Reads blocks of a stream, without comments, until it ends or `enough` says so. */
async function readStream(
  execution_id: string,
  last: string | null,
  enough: (events: readonly string[]) => boolean,
): Promise<string[]> {
  const response = await fetch(`${stack.api_url}/v2/executions/${execution_id}/events`, {
    headers: { 'x-api-key': stack.api_key, ...(last === null ? {} : { 'last-event-id': last }) },
    signal: AbortSignal.timeout(20_000),
  });
  let text = '';
  const events = () =>
    text
      .split('\n\n')
      .slice(0, -1)
      .filter((block) => !block.startsWith(':'));
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece;
    if (enough(events())) break;
  }
  return events();
}
