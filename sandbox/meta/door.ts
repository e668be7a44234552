import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Request, type Response, Router } from 'express';
import { disfigure } from '../faults/disfigure.ts';
import type { Faults, FaultTarget } from '../faults/faults.ts';
import type { World } from '../world/world.ts';
import { authenticate, invalidToken, tokenOf } from './authentication.ts';
import { answerGraph } from './graph.ts';
import type { Parameters } from './parameters.ts';
import { graphError, type Reply, refusal, replyOf } from './reply.ts';
import { createUsage } from './usage.ts';
import { createView } from './view.ts';

type Deps = { readonly world: World; readonly faults: Faults };

function parametersOf(request: Request): Parameters {
  const body: unknown = request.body;
  const fromBody = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...request.query, ...fromBody };
}

function throttled(faults: Faults, target: FaultTarget, headers: (minutes: number) => Record<string, string>): void {
  const fault = faults.strike('throttle', target);
  if (fault === null) return;
  const minutes = fault.estimated_time_to_regain_access_minutes;
  const { code, error_subcode } = fault;
  const subcode = error_subcode === undefined ? {} : { error_subcode };
  const parts = { code, ...subcode, is_transient: true, error_user_title: 'Too many calls' };
  const message = `(#${code}) There have been too many calls to this ad-account. Wait a bit and try again.`;
  throw refusal(graphError(fault.status, { ...parts, message }, headers(minutes)));
}

function serverError(): Reply {
  return graphError(500, {
    code: 2,
    message: 'An unexpected error has occurred. Please retry later.',
    is_transient: true,
  });
}

/**
 * The HTTP door of the Graph API under `/vNN.N`: authorisation, faults before and after applying, usage headers, errors.
 * A call that is slow is still carried out when its caller has hung up, as on the real platform.
 */
export function createMetaRouter({ world, faults }: Deps): Router {
  const usage = createUsage();

  /** A person edits after a read or before a write; the fault itself knows which of the two it waits for. */
  function personEdit(target: FaultTarget): void {
    const fault = faults.strike('human_edit', target);
    const entity = fault === null ? null : world.inventory.entity(fault.match.entity_id);
    if (fault !== null && entity !== null) world.personEdits(entity, fault.field, fault.value, fault.actor_name);
  }

  function carryOut(request: Request, target: FaultTarget, request_id: string): Reply {
    const parameters = parametersOf(request);
    const account = authenticate(tokenOf(parameters, request.headers.authorization), world.inventory);
    const expired = faults.strike('expired_token', target);
    if (expired !== null) throw invalidToken(expired.error_subcode);
    usage.count(account.external_id, Date.now());
    const headers = (minutes = 0) => usage.headers(account.external_id, Date.now(), minutes);
    throttled(faults, target, headers);
    if (target.method !== 'GET') personEdit(target);
    const lag = faults.strike('read_after_write_lag', target)?.seconds ?? 0;
    const view = createView(world, account, world.clock.now() - lag * 1000);
    const segments = target.path.split('/').filter((segment) => segment !== '');
    const self = new URL(request.originalUrl, `${request.protocol}://${request.get('host') ?? 'localhost'}`);
    const reply = answerGraph({ method: target.method, segments, parameters, self, view, request_id }, world);
    if (target.method === 'GET') personEdit(target);
    return { ...reply, headers: { ...headers(), ...reply.headers } };
  }

  function safely(work: () => Reply): Reply {
    try {
      return work();
    } catch (error) {
      const reply = replyOf(error);
      if (reply === null) throw error;
      return reply;
    }
  }

  function send(response: Response, reply: Reply, target: FaultTarget, request_id: string, version: string): void {
    const trace = randomBytes(8).toString('base64url');
    const failed = typeof reply.body === 'object' && reply.body !== null && 'error' in reply.body;
    const body = failed ? withTrace(reply.body, trace) : reply.body;
    response.status(reply.status).set({ ...reply.headers, 'facebook-api-version': version });
    response.set({ 'x-fb-trace-id': trace, 'x-fb-request-id': request_id, 'Cache-Control': 'no-store' });
    const malformed = faults.strike('malformed', target);
    if (malformed === null) {
      response.json(body);
      return;
    }
    const spoiled = disfigure(body, malformed.shape);
    response.type(spoiled.type).send(spoiled.text);
  }

  const router = Router();
  router.use(async (request, response, next) => {
    const [, version = '', path = ''] = /^\/(v\d+\.\d+)(\/.*)?$/.exec(request.path) ?? [];
    if (version === '') {
      next();
      return;
    }
    const request_id = request.get('x-request-id') ?? `A${randomBytes(12).toString('base64url')}`;
    const entity_id = path.split('/')[1] ?? null;
    const target = { method: request.method, path, entity_id, fields: Object.keys(parametersOf(request)) };
    if (faults.strike('black_hole', target) !== null) return;
    const before = faults.strike('slow', target);
    if (before?.phase === 'before') await wait(before.milliseconds);
    const refusedBefore = faults.strike('error_500_before', target) !== null;
    const reply = refusedBefore ? serverError() : safely(() => carryOut(request, target, request_id));
    if (before?.phase === 'after') await wait(before.milliseconds);
    const applied = reply.status === 200;
    if (applied && faults.strike('apply_then_drop', target) !== null) {
      request.socket.destroy();
      return;
    }
    const lost = applied && faults.strike('apply_then_500', target) !== null;
    send(response, lost ? serverError() : reply, target, request_id, version);
  });
  return router;
}

function withTrace(body: unknown, fbtrace_id: string): unknown {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : {};
  return { error: { ...(typeof error === 'object' ? error : {}), fbtrace_id } };
}
