import express, { type Request, type Response, type Router } from 'express';
import { CodedError } from '../../contracts/errors/index.ts';
import type { Permission } from '../../contracts/roles.ts';
import { withTenant } from '../../db/connect.ts';
import { authenticate } from '../auth/authenticate.ts';
import { type Caller, permissionsOfCaller, requirePermission } from '../auth/require-permission.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerPerMinute } from '../limits/rate-limits.ts';
import { withIdempotency } from './idempotency.ts';
import type { Operation, RawCall, Reply, SignedIn } from './operation.ts';
import { readBody } from './read-body.ts';
import { sendReply } from './send.ts';

/** Paths without parameters come first, so that `/executions` is not taken for an id. */
function inMatchingOrder(operations: readonly Operation[]): Operation[] {
  const rank = (operation: Operation) => operation.path.split('/').map((part) => (part.startsWith(':') ? '1' : '0'));
  return [...operations].sort((left, right) => (rank(left).join('') < rank(right).join('') ? -1 : 1));
}

/**
 * Makes the routes of a list of operations. Each request goes: who is it, may it, has it points left, body,
 * idempotency, handler. A known path with another method answers 405 with `Allow`.
 */
export function createOperationRouter(operations: readonly Operation[], deps: ApiDependencies): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const methods = new Map<string, string[]>();
  const ordered = inMatchingOrder(operations);
  for (const operation of ordered) {
    methods.set(operation.path, [...(methods.get(operation.path) ?? []), operation.method.toUpperCase()]);
    router[operation.method](operation.path, (request, response) => serve(operation, deps, request, response));
  }
  for (const path of new Set(ordered.map((operation) => operation.path))) {
    const allowed = methods.get(path)?.join(', ') ?? '';
    router.all(path, (request, response) => {
      response.set('Allow', allowed);
      throw new CodedError('METHOD_NOT_ALLOWED', `${request.method} is not possible here; ${allowed} is.`);
    });
  }
  return router;
}

async function serve(operation: Operation, deps: ApiDependencies, request: Request, response: Response): Promise<void> {
  response.locals.route = operation.path;
  const closing = new AbortController();
  response.on('close', () => closing.abort());
  const { caller, permissions } = await admit(operation, deps, request, response);
  const body = await readBody(operation, request, response);
  const raw: RawCall = {
    params: request.params,
    query: withoutTicket(operation, request.query),
    body:
      operation.method !== 'post' || operation.body_kind === 'csv' || operation.body_kind === 'raw' ? undefined : body,
    stream: request,
    header: (name) => request.get(name),
    address: request.ip ?? '',
    permissions,
    trace_id: String(response.locals.trace_id),
    signal: closing.signal,
  };
  const key = operation.idempotent ? request.get('Idempotency-Key') : undefined;
  const run = (): Promise<Reply> => operation.run(raw, deps, caller);
  const reply =
    key === undefined || caller === null
      ? await run()
      : await withIdempotency(caller, { key, method: operation.method, path: request.path, body }, run);
  await sendReply(response, reply, closing.signal);
}

type Admitted = { readonly caller: SignedIn | null; readonly permissions: ReadonlySet<Permission> };

async function admit(
  operation: Operation,
  deps: ApiDependencies,
  request: Request,
  response: Response,
): Promise<Admitted> {
  if (operation.access.kind === 'public') return { caller: null, permissions: new Set() };
  const { ticket } = request.query;
  const caller: Caller = await authenticate(deps, {
    authorization: request.get('Authorization'),
    api_key: request.get('X-API-Key'),
    ticket: operation.ticket && typeof ticket === 'string' ? ticket : undefined,
  });
  const { principal } = caller;
  const owner = `${principal.tenant_id}/${principal.user_id}`;
  const left = await deps.limits.take('caller', owner, callerPerMinute);
  response.set('RateLimit-Policy', `"caller";q=${left.limit};w=60`);
  response.set('RateLimit', `"caller";r=${left.remaining};t=${left.reset_seconds}`);
  if (operation.access.kind === 'permission') requirePermission(caller, operation.access.permission);
  if (operation.per_minute !== undefined) await deps.limits.take(operation.id, owner, operation.per_minute);
  const inTenant: SignedIn['inTenant'] = (work) => withTenant(deps.database, principal.tenant_id, work);
  return { caller: { principal, session: caller.session, inTenant }, permissions: permissionsOfCaller(caller) };
}

function withoutTicket(operation: Operation, query: object): object {
  if (!operation.ticket) return query;
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'ticket'));
}
