import { CodedError } from '../../../contracts/errors/index.ts';
import { openEnded, type RequestKind } from './request-kind.ts';

/** Faults that happen before a single byte of the request has left, so that nothing can have been applied. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function systemCode(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  if ('code' in fault && typeof fault.code === 'string') return fault.code;
  return fault.cause === undefined ? fault.name : systemCode(fault.cause);
}

/** Turns a fault of the network or a time-out into an error of the closed list. `vendor` is for people, such as `Meta`. */
export function failureFromFault(vendor: string, fault: unknown, kind: RequestKind): CodedError {
  const cause = systemCode(fault);
  const code = neverSent.has(cause) ? 'PLATFORM_UNAVAILABLE' : openEnded(kind);
  return new CodedError(code, `${vendor} did not answer (${cause}).`, { cause });
}
