import type { IncomingHttpHeaders } from 'node:http';
import { type ParsedUrlQuery, parse } from 'node:querystring';
import type { Request } from 'express';

/** One HTTP call, as every personality gets it. */
export type Call = {
  readonly method: string;
  /** The whole path as it was sent, decoded by nobody. */
  readonly path: string;
  readonly url: URL;
  readonly query: ParsedUrlQuery;
  /** The query as it was sent, without `?`. */
  readonly raw_query: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** A JSON body parsed, a form as names and texts; null when there is no body or it is of another kind. */
  readonly body: unknown;
  /** The body as it came. */
  readonly bytes: Buffer;
  readonly request_id: string;
};

/** Thrown for a body that says that it is JSON and is not. */
export const badBody = Symbol('bad body');

function bodyOf(type: string, bytes: Buffer): unknown {
  if (bytes.length === 0) return null;
  if (/form-urlencoded/.test(type)) return { ...parse(bytes.toString('utf8')) };
  if (!/json/.test(type)) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return badBody;
  }
}

/** Reads a request whose body was taken as bytes. The body of one that is malformed is `badBody`. */
export function readCall(request: Request, request_id: string): Call {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const url = new URL(request.originalUrl, `${request.protocol}://${request.get('host') ?? 'localhost'}`);
  const mark = request.originalUrl.indexOf('?');
  const raw_query = mark === -1 ? '' : request.originalUrl.slice(mark + 1);
  return {
    method: request.method,
    path: mark === -1 ? request.originalUrl : request.originalUrl.slice(0, mark),
    url,
    query: parse(raw_query),
    raw_query,
    headers: request.headers,
    body: bodyOf(request.get('content-type') ?? '', bytes),
    bytes,
    request_id,
  };
}

/** The token of an `Authorization: Bearer` header, or null. */
export function bearerOf(call: Call): string | null {
  return /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? null;
}
