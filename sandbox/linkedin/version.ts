import { type Reply, refusal } from '../door/reply.ts';
import { linkedinError } from './refusals.ts';

/** A version ends in the middle of the same month of the next year. */
const SUNSET_DAY = 16;

function refuse(reply: Reply): never {
  throw refusal(reply);
}

/** Refuses a call whose `LinkedIn-Version` (YYYYMM) is missing (400), not yet there or already sunset (426) at `now`. */
export function checkVersion(header: string | undefined, now: number): void {
  if (header === undefined || header === '') {
    refuse(
      linkedinError(
        400,
        'VERSION_MISSING',
        'A version must be present. Please specify a version by adding the LinkedIn-Version header.',
      ),
    );
  }
  const [, year = '', month = ''] = /^(20\d\d)(0[1-9]|1[0-2])$/.exec(header) ?? [];
  if (year === '') refuse(linkedinError(400, 'VERSION_INVALID', `Version ${header} must have the form YYYYMM`));
  const published = Date.UTC(Number(year), Number(month) - 1);
  const sunset = Date.UTC(Number(year) + 1, Number(month) - 1, SUNSET_DAY);
  if (now < published || now >= sunset) {
    refuse(linkedinError(426, 'NONEXISTENT_VERSION', `Requested version ${header} is not active`));
  }
}

/** Refuses a call that does not speak version 2.0.0 of the Rest.li protocol. */
export function checkProtocol(header: string | undefined): void {
  if (header === '2.0.0') return;
  refuse(linkedinError(400, 'PROTOCOL_VERSION_INVALID', 'X-Restli-Protocol-Version must be 2.0.0'));
}
