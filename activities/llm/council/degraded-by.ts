import type { CouncilDegraded } from '../../../contracts/council.ts';
import { CodedError } from '../../../contracts/errors/index.ts';

/** A fault as an answer, with what was spent on it, US dollars. Anything that is no coded error is thrown on. */
export function degradedBy(error: unknown, cost_usd = 0): CouncilDegraded {
  if (!(error instanceof CodedError)) throw error;
  const { code, message, details } = error;
  return { status: 'degraded', code, reason: message, cost_usd, invented: details.invented === true };
}
