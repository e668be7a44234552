import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ErrorCode } from '../../contracts/errors/index.ts';
import type { Permission, Principal } from '../../contracts/roles.ts';
import type { ApiDependencies, TenantTransaction } from '../dependencies.ts';
import { invalidRequest } from '../problem/problem.ts';

/** Who may call an operation. Everything but `public` needs a token, a key, or (for event streams) a ticket. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed_in' }
  | { readonly kind: 'permission'; readonly permission: Permission };

/** One answer that an operation can give besides problems. */
export type ResponseDescription = {
  readonly description: string;
  readonly schema: z.ZodType | null;
  /** `application/json` unless told. */
  readonly media_type?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What a handler gives back: JSON with a status, a text, or an open event stream. */
export type Reply =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'text'; readonly status: number; readonly media_type: string; readonly body: string }
  | { readonly kind: 'event_stream'; readonly open: (sink: EventSink) => Promise<void> };

/** The writing end of an event stream. `closed` is aborted when the reader has gone. */
export type EventSink = {
  readonly closed: AbortSignal;
  send(event: { readonly id?: string; readonly event?: string; readonly data: unknown }): void;
  comment(text: string): void;
};

/** A request before its parts were parsed. */
export type RawCall = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly stream: Readable;
  readonly header: (name: string) => string | undefined;
  readonly address: string;
  /** What the caller may do: the roles’ permissions, cut down to the scopes of a key; none for nobody. */
  readonly permissions: ReadonlySet<Permission>;
  readonly trace_id: string;
  readonly signal: AbortSignal;
};

/** What every handler gets besides the parsed parts. */
export type Call<Params, Query, Body> = Omit<RawCall, 'params' | 'query' | 'body'> & {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly deps: ApiDependencies;
};

/** What the handler of an operation with a signed-in caller gets. */
export type CallerCall<Params, Query, Body> = Call<Params, Query, Body> & SignedIn;

/** The part of a definition that has no types to infer. */
type Facts = {
  readonly method: 'get' | 'post' | 'delete';
  /** Express syntax: `/v2/campaigns/:id`. */
  readonly path: string;
  /** snake_case and unique: the `operationId` of OpenAPI. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly responses: Readonly<Record<number, ResponseDescription>>;
  readonly errors: readonly ErrorCode[];
  /** `csv` and `raw` hand the unread stream to the handler; the limit counts bytes after decompression. */
  readonly body_kind?: 'json' | 'csv' | 'raw';
  readonly body_limit_bytes?: number;
  /** Honours `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Accepts `?ticket=` because the reader (EventSource) cannot send headers. */
  readonly ticket?: boolean;
  /** Extra limit: points per minute for each caller. */
  readonly per_minute?: number;
};

/** One operation of the API: from it follow the Express route and the OpenAPI document. */
export type Operation = Facts & {
  readonly access: Access;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType;
  /** Parses the request and runs the handler. Throws REQUEST_INVALID, or what the handler throws. */
  readonly run: (raw: RawCall, deps: ApiDependencies, caller: SignedIn | null) => Promise<Reply>;
};

/** Who acts, and in which tenant. */
export type CallerPart = {
  readonly principal: Principal;
  /** Runs a function in one transaction that sees only the caller’s tenant. */
  readonly inTenant: <T>(work: (transaction: TenantTransaction) => Promise<T>) => Promise<T>;
};

/** What authentication adds to a call: `session` is what signing out ends; null behind an API key. */
export type SignedIn = CallerPart & { readonly session: string | null };

type Shapes<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
};

/** For operations without parameters in the path or the query: any that come are refused. */
export const nothing = z.strictObject({});

/** For operations that read no body. */
export const noBody = z.undefined();

/** Defines an operation for signed-in callers; `access` names the permission it needs, or `signed_in`. */
export function defineOperation<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  definition: Facts &
    Shapes<P, Q, B> & {
      readonly access: Permission | 'signed_in';
      readonly handle: (call: CallerCall<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply>;
    },
): Operation {
  const { access, handle, ...rest } = definition;
  return {
    ...rest,
    access: access === 'signed_in' ? { kind: 'signed_in' } : { kind: 'permission', permission: access },
    async run(raw, deps, caller) {
      if (caller === null) throw new Error(`${rest.id} was run without a caller`);
      return handle({ ...raw, ...parseParts(definition, raw), deps, ...caller });
    },
  };
}

/** Defines an operation that anybody may call. */
export function definePublicOperation<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  definition: Facts &
    Shapes<P, Q, B> & {
      readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply>;
    },
): Operation {
  const { handle, ...rest } = definition;
  return {
    ...rest,
    access: { kind: 'public' },
    run: async (raw, deps) => handle({ ...raw, ...parseParts(definition, raw), deps }),
  };
}

function parseParts<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  shapes: Shapes<P, Q, B>,
  raw: RawCall,
): { params: z.output<P>; query: z.output<Q>; body: z.output<B> } {
  return {
    params: parsePart(shapes.params, raw.params, '/path'),
    query: parsePart(shapes.query, raw.query, '/query'),
    body: parsePart(shapes.body, raw.body, '/body'),
  };
}

function parsePart<S extends z.ZodType>(schema: S, value: unknown, root: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error, root);
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'json', status, body, headers };
}
