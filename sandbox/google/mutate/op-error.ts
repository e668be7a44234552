import type { AdsError } from '../failure.ts';

const key: unique symbol = Symbol('ads error');

/** What is wrong with one operation; `field` is its place in the resource, in snake case, dots between. */
export type OperationError = Omit<AdsError, 'path'> & { readonly field?: string };

/** An error that carries what is wrong with one operation. */
export function opError(
  family: string,
  value: string,
  message: string,
  more: Partial<Pick<OperationError, 'field' | 'trigger' | 'details'>> = {},
): Error {
  return Object.assign(new Error('the operation is refused'), { [key]: { family, value, message, ...more } });
}

function isOperationError(value: unknown): value is OperationError {
  return typeof value === 'object' && value !== null && 'family' in value && 'value' in value && 'message' in value;
}

/** What an error made by `opError` carries, or null for any other error. */
export function opErrorOf(error: unknown): OperationError | null {
  if (!(error instanceof Error) || !(key in error)) return null;
  const carried: { [key]?: unknown } = error;
  return isOperationError(carried[key]) ? carried[key] : null;
}
