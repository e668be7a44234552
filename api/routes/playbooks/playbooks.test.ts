import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionCatalog } from '../../../activities/catalog.action.ts';
import { actionId } from '../../../contracts/action.ts';
import { demoTenants } from '../../../contracts/demo-world.ts';
import { startTestApi, type TestApi } from '../../../tests/harness/api-server.ts';
import type { HttpClient } from '../../../tests/harness/http-client.ts';
import { recordingTemporal } from '../../../tests/harness/recording-temporal.ts';

const [one = '', two = ''] = demoTenants[0]?.campaigns.map((each) => each.campaign_id) ?? [];
const sorted = actionCatalog.map(actionId).sort();
const writing = actionCatalog.filter((each) => each.effect === 'write' || each.effect === 'notify');

const temporal = recordingTemporal();
let api: TestApi;
let viewer: HttpClient;
let marketer: HttpClient;
let engineer: HttpClient;
beforeAll(async () => {
  api = await startTestApi({ temporal: temporal.gateway });
  [viewer, marketer, engineer] = await Promise.all([api.as('viewer'), api.as('marketer'), api.as('engineer')]);
});
afterAll(() => api.stop());

/** Turns the pages of a list whose cursor is the last id. */
async function walk(path: string, name: string, limit: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (let cursor = ''; ; ) {
    const answer = await viewer.get(`${path}?limit=${limit}${cursor}`);
    for (let index = 0; answer.at(`data.${index}`) !== undefined; index += 1)
      seen.push(answer.at(`data.${index}.${name}`));
    const next = answer.at('next_cursor');
    if (next === null) return seen;
    cursor = `&cursor=${encodeURIComponent(String(next))}`;
  }
}

describe('the list of playbooks', () => {
  it('comes whole by any size of page, in the order of the alphabet', async () => {
    const whole = await walk('/v2/playbooks', 'playbook_id', 200);
    expect(whole).toEqual([...whole].sort());
    expect(whole).toContain('campaign_health_v1');
    expect(await walk('/v2/playbooks', 'playbook_id', 1)).toEqual(whole);
    expect(await walk('/v2/playbooks', 'playbook_id', whole.length)).toEqual(whole);
  });

  it.each(['limit=0', 'status=active', 'cursor=%00'])('refuses ?%s', async (query) => {
    expect((await viewer.get(`/v2/playbooks?${query}`)).status).toBe(400);
  });
});

describe('what a playbook does', () => {
  it('is drawn, with the flow in words inside the picture', async () => {
    const picture = await viewer.get('/v2/playbooks/campaign-health/graph');
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(String(picture.body)).toMatch(/^<svg [\s\S]*<desc id="graph-desc">[\s\S]*<\/svg>\n$/);
    expect((await viewer.get('/v2/playbooks/nothing/graph')).at('code')).toBe('PLAYBOOK_NOT_FOUND');
  });

  it('is said in English, with the most money one execution moves and the reason of it', async () => {
    const said = await viewer.get('/v2/playbooks/campaign-health/explanation');
    expect(said.text('text')).toMatch(/^Campaign health\n[\s\S]*\nMost money\n/);
    expect(said.body).toMatchObject({ playbook_id: 'campaign_health_v1', worst_case: { kind: 'bounded' } });
    expect(said.text('worst_case.because.0.text')).not.toBe('');
    expect((await viewer.get('/v2/playbooks/nothing/explanation')).at('code')).toBe('PLAYBOOK_NOT_FOUND');
  });

  it('comes with its next runs when it has a schedule, none once it is retired', async () => {
    const source = `id: planned_v1\nname: Planned\nschedule: { cron: '0 9 * * *', timezone: UTC }\nsteps:\n  - id: say\n    set: { a: 1 }\n`;
    expect((await engineer.post('/v2/playbooks', { source })).at('details.diagnostics')).toBeUndefined();
    const runs = (await viewer.get('/v2/playbooks/planned/explanation')).at('next_runs');
    expect(Array.isArray(runs) ? runs.map((each) => String(each).slice(10)) : []).toEqual(
      Array.from({ length: 5 }, () => 'T09:00:00.000Z'),
    );
    await engineer.post('/v2/playbooks/planned/retire', {});
    expect((await viewer.get('/v2/playbooks/planned/explanation')).at('next_runs')).toEqual([]);
  });
});

describe('one playbook', () => {
  it('is the same under its id and its slug, with source, plan and versions', async () => {
    const [byId, bySlug] = [
      await viewer.get('/v2/playbooks/campaign_health_v1'),
      await viewer.get('/v2/playbooks/campaign-health'),
    ];
    expect(byId.status).toBe(200);
    expect(bySlug.body).toEqual(byId.body);
    expect(byId.text('source')).toContain('campaign_health_v1');
    expect(byId.at('plan.playbook_id')).toBe('campaign_health_v1');
    expect(byId.at('versions.0.digest')).toBe(byId.at('digest'));
  });

  it.each(['nothing', 'CAMPAIGN-HEALTH', '%25'])('that does not exist is not found: %s', async (id) => {
    expect((await viewer.get(`/v2/playbooks/${id}`)).at('code')).toBe('PLAYBOOK_NOT_FOUND');
    expect((await marketer.post(`/v2/playbooks/${id}/execute`, { inputs: {} })).at('code')).toBe('PLAYBOOK_NOT_FOUND');
  });
});

describe('starting a playbook', () => {
  const path = '/v2/playbooks/sync-insights/execute';
  it.each<[string, object, number, string]>([
    ['an input that is missing', { inputs: {} }, 422, 'EXECUTION_INPUT_INVALID'],
    ['an input of another type', { inputs: { campaign_id: 7 } }, 422, 'EXECUTION_INPUT_INVALID'],
    ['an input it does not have', { inputs: { campaign_id: one, colour: 'red' } }, 422, 'EXECUTION_INPUT_INVALID'],
    ['a campaign nobody knows', { inputs: { campaign_id: '999' } }, 404, 'CAMPAIGN_NOT_FOUND'],
    ['a mode that is none', { inputs: { campaign_id: one }, mode: 'dry' }, 400, 'REQUEST_INVALID'],
    ['inputs that are a list', { inputs: [] }, 400, 'REQUEST_INVALID'],
    ['a text that cannot be stored', { inputs: { campaign_id: 'a\u0000b' } }, 400, 'REQUEST_INVALID'],
  ])('is refused for %s, and starts nothing', async (_case, body, status, code) => {
    const before = temporal.started.size;
    const answer = await marketer.post(path, body);
    expect([answer.status, answer.at('code')]).toEqual([status, code]);
    expect(temporal.started.size).toBe(before);
  });

  it('answers where to look, and passes mode and requester on', async () => {
    const answer = await marketer.post(path, { inputs: { campaign_id: one }, mode: 'shadow' });
    const execution_id = answer.text('execution_id');
    expect([answer.status, answer.at('status'), answer.at('playbook_id')]).toEqual([202, 'queued', 'sync_insights_v1']);
    expect(answer.headers.get('location')).toBe(`/v2/playbooks/executions/${execution_id}`);
    expect(temporal.started.get(execution_id)).toMatchObject({
      ...{ mode: 'shadow', entity: { type: 'campaign', id: one }, inputs: { campaign_id: one } },
      requested_by: { email: `marketer@${demoTenants[0]?.email_domain}`, api_key_id: null },
    });
    expect((await viewer.get(answer.headers.get('location') ?? '')).at('mode')).toBe('shadow');
  });

  it.each(['', 'x'.repeat(201)])('refuses the key %j', async (key) => {
    const answer = await marketer.post(path, { inputs: { campaign_id: two } }, { 'idempotency-key': key });
    expect([answer.status, answer.at('errors.0.pointer')]).toEqual([400, '/headers/Idempotency-Key']);
  });

  it('with a key that came to nothing gives the key back', async () => {
    const key = { 'idempotency-key': 'given-back' };
    expect((await marketer.post(path, { inputs: { campaign_id: '999' } }, key)).status).toBe(404);
    expect((await marketer.post(path, { inputs: { campaign_id: two } }, key)).status).toBe(202);
  });
});

describe('the list of actions', () => {
  it('is the catalog, by any size of page', async () => {
    expect(await walk('/v2/actions', 'action_id', 200)).toEqual(sorted);
    expect(await walk('/v2/actions', 'action_id', 5)).toEqual(sorted);
    expect(await walk('/v2/actions', 'action_id', sorted.length)).toEqual(sorted);
  });

  it('has each action’s schemas as objects of JSON Schema', async () => {
    for (const id of sorted) {
      const { body } = await viewer.get(`/v2/actions/${id}`);
      expect(body).toMatchObject({
        action_id: id,
        params_schema: { type: 'object' },
        output_schema: expect.any(Object),
      });
    }
    expect((await viewer.get('/v2/actions/Nobody.nothing')).at('code')).toBe('NOT_FOUND');
  });
});

describe('running one action', () => {
  it.each(writing.map((each) => [actionId(each)]))('is refused for what changes or tells: %s', async (id) => {
    const before = temporal.started.size;
    const answer = await engineer.post(`/v2/actions/${id}/run`, { params: {} });
    expect([answer.status, answer.at('code')]).toEqual([400, 'REQUEST_INVALID']);
    expect(temporal.started.size).toBe(before);
  });

  it('of reading is an execution about its campaign, once for each key', async () => {
    const run = () =>
      engineer.post(
        '/v2/actions/AdPlatformAgent.read_campaign_state/run',
        { params: { campaign_id: one } },
        { 'idempotency-key': 'read' },
      );
    const first = await run();
    expect([first.status, first.at('playbook_id')]).toEqual([202, 'single_action']);
    const again = await run();
    expect([again.at('execution_id'), again.headers.get('idempotency-replayed')]).toEqual([
      first.at('execution_id'),
      'true',
    ]);
    const input = temporal.started.get(first.text('execution_id'));
    expect(input).toMatchObject({
      entity: { id: one },
      plan: { steps: [{ action_id: 'AdPlatformAgent.read_campaign_state' }] },
    });
  });

  it('is refused for wrong parameters by pointer, an unknown campaign, action or field, and who may not', async () => {
    const path = '/v2/actions/AdPlatformAgent.read_campaign_state/run';
    const wrong = await engineer.post(path, { params: { campaign_id: 7 } });
    expect([wrong.at('code'), wrong.at('errors.0.pointer')]).toEqual([
      'ACTION_PARAMS_INVALID',
      '/body/params/campaign_id',
    ]);
    expect((await engineer.post(path, { params: { campaign_id: '999' } })).at('code')).toBe('CAMPAIGN_NOT_FOUND');
    expect((await engineer.post('/v2/actions/Nobody.nothing/run', {})).at('code')).toBe('NOT_FOUND');
    expect((await engineer.post(path, { parameters: {} })).status).toBe(400);
    expect((await marketer.post(path, { params: { campaign_id: one } })).status).toBe(403);
  });
});
