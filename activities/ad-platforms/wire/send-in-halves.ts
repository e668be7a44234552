import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';
import { CodedError } from '../../../contracts/errors/index.ts';

/** A report of nothing, to which others are added. */
export const emptyReport: ConversionReport = { accepted: [], refused: [], later: [], platform_request_id: null };

/** Two reports as one; the later request is the one that it names. */
export function joinReports(one: ConversionReport, other: ConversionReport): ConversionReport {
  return {
    accepted: [...one.accepted, ...other.accepted],
    refused: [...one.refused, ...other.refused],
    later: [...one.later, ...other.later],
    platform_request_id: other.platform_request_id ?? one.platform_request_id,
  };
}

/**
 * Sends events to a platform that refuses a request as a whole for one event that it does not like and names none: a refused
 * request is sent again in halves until such an event stands alone. `send` sends all that it is given, and sending an event
 * twice must count once; what it throws but PLATFORM_REFUSED is passed on. `codeOf` is the platform's own code of a refusal.
 */
export async function sendInHalves(
  events: readonly ConversionEvent[],
  send: (events: readonly ConversionEvent[]) => Promise<{ readonly platform_request_id: string | null }>,
  codeOf: (refusal: CodedError) => string = (refusal) => refusal.code,
): Promise<ConversionReport> {
  if (events.length === 0) return emptyReport;
  try {
    const { platform_request_id } = await send(events);
    return { ...emptyReport, accepted: events.map((event) => event.event_id), platform_request_id };
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'PLATFORM_REFUSED') throw error;
    const { message: reason } = error;
    if (events.length === 1)
      return { ...emptyReport, refused: events.map(({ event_id }) => ({ event_id, code: codeOf(error), reason })) };
  }
  const middle = Math.ceil(events.length / 2);
  const first = await sendInHalves(events.slice(0, middle), send, codeOf);
  return joinReports(first, await sendInHalves(events.slice(middle), send, codeOf));
}
