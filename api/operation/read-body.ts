import express, { type Request, type Response } from 'express';
import { CodedError } from '../../contracts/errors/index.ts';
import { isStorable, levelsOf } from '../../contracts/json.ts';
import type { Operation } from './operation.ts';

const defaultLimit = 256 * 1_024;
/** Far more than any body of ours has; what goes deeper runs readers that call themselves out of stack. */
const mostLevels = 64;

/**
 * Reads the body of a request after the caller was let in, so that strangers cannot make us parse.
 * JSON bodies come back parsed (an absent one as `{}`), CSV and raw ones stay unread in the request's stream.
 * Throws MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE or REQUEST_INVALID.
 */
export async function readBody(operation: Operation, request: Request, response: Response): Promise<unknown> {
  if (operation.method !== 'post') return undefined;
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  if (operation.body_kind === 'raw') return {};
  const wanted = operation.body_kind === 'csv' ? ['text/csv', 'application/csv'] : ['application/json'];
  if (hasBody && !request.is(wanted)) {
    throw new CodedError('MEDIA_TYPE_UNSUPPORTED', `Send this body as ${wanted[0]}.`, { accepted: wanted });
  }
  if (operation.body_kind === 'csv') return {};
  const parse = express.json({ limit: operation.body_limit_bytes ?? defaultLimit, strict: true });
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error: unknown) => (error === undefined ? resolve() : reject(error)));
  });
  const body: unknown = request.body;
  checkStorable(body);
  return body ?? {};
}

/** Throws REQUEST_INVALID for JSON that no table can keep: a NUL, half a character, or more than 64 levels. */
export function checkStorable(body: unknown): void {
  try {
    const json = JSON.stringify(body) ?? '';
    if (isStorable(json) && levelsOf(json) <= mostLevels) return;
  } catch {
    // Nested so deeply that writing it again runs out of stack.
  }
  const detail = 'text without NUL and broken characters, at most 64 levels';
  throw new CodedError('REQUEST_INVALID', 'The body holds what cannot be stored.', {
    errors: [{ pointer: '/body', detail }],
  });
}
