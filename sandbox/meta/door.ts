import { randomBytes } from 'node:crypto';
import { bearerOf, type Call } from '../door/call.ts';
import type { Personality, Target } from '../door/personality.ts';
import { invalidToken, missingToken } from './authentication.ts';
import { answerGraph } from './graph.ts';
import { type Parameters, textOf } from './parameters.ts';
import { graphError, type Reply } from './reply.ts';
import { createUsage } from './usage.ts';
import { createView } from './view.ts';

const versioned = /^\/(v\d+\.\d+)(\/.*)?$/;

function parametersOf(call: Call): Parameters {
  const { body } = call;
  const fromBody = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...call.query, ...fromBody };
}

const segmentsOf = (call: Call) => (versioned.exec(call.path)?.[2] ?? '').split('/').filter((part) => part !== '');

/** Under which names of the books a parameter, or an edge to which is posted, stands where the two differ. */
const bookNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['start_time', ['starts_at']],
  ['end_time', ['ends_at']],
  ['targeting', ['included_audiences', 'excluded_audiences', 'audience_expansion']],
  ['adcreatives', ['creative_content']],
  ['events', ['conversion']],
]);

function targetOf(call: Call): Target {
  const [id, edge = ''] = segmentsOf(call);
  const names = [...Object.keys(parametersOf(call)), edge];
  return {
    access: call.method === 'GET' ? 'read' : 'write',
    entity_ids: id === undefined ? [] : [id],
    fields: names.flatMap((name) => [name, ...(bookNames.get(name) ?? [])]),
  };
}

function withTrace(body: unknown, fbtrace_id: string): unknown {
  if (typeof body !== 'object' || body === null || !('error' in body)) return body;
  const { error } = body;
  return { error: { ...(typeof error === 'object' ? error : {}), fbtrace_id } };
}

/** The Graph API under `/vNN.N`. Every answer carries the usage headers, a trace id and the version. */
export function createMeta(): Personality {
  const usage = createUsage();
  return {
    platform: 'meta_ads',
    token_seconds: null,
    owns: (path) => versioned.test(path),
    targetOf,
    tokenOf: (call) => bearerOf(call) ?? textOf(parametersOf(call), 'access_token') ?? null,
    answer: (call, scene) => {
      const view = createView(scene.world, scene.account, scene.books.at);
      const { method, url: self, request_id } = call;
      const asked = { method, segments: segmentsOf(call), parameters: parametersOf(call), self, view, request_id };
      return answerGraph(asked, scene.world);
    },
    wrongToken: (_call, token) => (token === null ? missingToken() : invalidToken(467)),
    expiredToken: (_call, fault) => invalidToken(fault?.error_subcode ?? 463),
    throttled: (_call, fault) => {
      const { code, error_subcode, wait_seconds, estimated_time_to_regain_access_minutes: said } = fault;
      const minutes = said ?? (wait_seconds ?? 0) / 60;
      const subcode = error_subcode === undefined ? {} : { error_subcode };
      const parts = { code, ...subcode, is_transient: true, error_user_title: 'Too many calls' };
      const message = `(#${code}) There have been too many calls to this ad-account. Wait a bit and try again.`;
      return graphError(fault.status, { ...parts, message }, { 'x-regain-minutes': String(minutes) });
    },
    serverError: () =>
      graphError(500, {
        code: 2,
        message: 'An unexpected error has occurred. Please retry later.',
        is_transient: true,
      }),
    badBody: () => graphError(400, { code: 100, message: '(#100) Invalid JSON in the request body' }),
    finish: (reply, call, account) => {
      const trace = randomBytes(8).toString('base64url');
      const { 'x-regain-minutes': minutes = '0', ...own } = reply.headers ?? {};
      if (account !== null) usage.count(account.external_id, Date.now());
      const headers = account === null ? {} : usage.headers(account.external_id, Date.now(), Number(minutes));
      const version = versioned.exec(call.path)?.[1] ?? '';
      const names = { 'facebook-api-version': version, 'x-fb-trace-id': trace, 'x-fb-request-id': call.request_id };
      return {
        ...reply,
        headers: { ...headers, ...names, ...own },
        body: withTrace(reply.body, trace),
      } satisfies Reply;
    },
  };
}
