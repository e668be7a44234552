import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';
import { CodedError } from '../../../contracts/errors/index.ts';
import { withConsent } from '../wire/consent.ts';
import { startDeadline } from '../wire/deadline.ts';
import { jsonBody, type TiktokClient } from './client.ts';
import { eventToWire, sources } from './conversion-events.ts';

type Batch = Parameters<NonNullable<AdPlatformAdapter['sendConversions']>>[0];
type Source = (typeof sources)[keyof typeof sources];

/** So many events fit into one request; one with more is refused whole. */
const mostInRequest = 1_000;
/** The longest click window: what happened longer ago can be counted for no click any more. */
const oldestDays = 28;

/** Sets aside what TikTok can never count. */
function withinWindow(events: readonly ConversionEvent[], now: Date) {
  const oldest = now.getTime() - oldestDays * 86_400_000;
  const reason = `TikTok counts conversions up to ${oldestDays} days after the click.`;
  const isOld = (event: ConversionEvent) => Date.parse(event.happened_at) < oldest;
  return {
    young: events.filter((event) => !isOld(event)),
    refused: events.filter(isOld).map(({ event_id }) => ({ event_id, code: 'EVENT_TOO_OLD', reason })),
  };
}

/** Events of one kind of source, in lists of what one request takes. */
function requestsOf(events: readonly ConversionEvent[]) {
  const requests: { readonly source: Source; readonly events: readonly ConversionEvent[] }[] = [];
  for (const source of new Set(events.map((event) => sources[event.source]))) {
    const of = events.filter((event) => sources[event.source] === source);
    for (let first = 0; first < of.length; first += mostInRequest)
      requests.push({ source, events: of.slice(first, first + mostInRequest) });
  }
  return requests;
}

const nothing: ConversionReport = { accepted: [], refused: [], later: [], platform_request_id: null };

function together(one: ConversionReport, other: ConversionReport): ConversionReport {
  return {
    accepted: [...one.accepted, ...other.accepted],
    refused: [...one.refused, ...other.refused],
    later: [...one.later, ...other.later],
    platform_request_id: other.platform_request_id ?? one.platform_request_id,
  };
}

/**
 * Tells TikTok of conversions: POST event/track/. TikTok takes or refuses a request as a whole, so that a refused one is sent
 * again in halves until the events that it objects to stand alone; `event_id` counts once, so that nothing is counted twice.
 * https://business-api.tiktok.com/portal/docs?id=1771100865818625
 */
export function createConversions(
  client: TiktokClient,
  options: { readonly timeout_seconds: number; readonly now: () => Date },
): (batch: Batch) => Promise<ConversionReport> {
  async function track(event_source_id: string, event_source: Source, events: readonly ConversionEvent[]) {
    const body = jsonBody({ event_source, event_source_id, data: events.map(eventToWire) });
    try {
      const sent = await client.post('event/track/', body, startDeadline('TikTok', options.timeout_seconds));
      return { ...nothing, accepted: events.map((event) => event.event_id), ...sent };
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'PLATFORM_REFUSED') throw error;
      if (events.length > 1) return halves(event_source_id, event_source, events);
      const code = String(error.details.tiktok_code ?? error.code);
      return { ...nothing, refused: events.map(({ event_id }) => ({ event_id, code, reason: error.message })) };
    }
  }

  async function halves(
    event_source_id: string,
    event_source: Source,
    events: readonly ConversionEvent[],
  ): Promise<ConversionReport> {
    const middle = Math.ceil(events.length / 2);
    const first = await track(event_source_id, event_source, events.slice(0, middle));
    return together(first, await track(event_source_id, event_source, events.slice(middle)));
  }

  return async ({ destination, events }) => {
    const { agreed, refused } = withConsent(events);
    const { young, refused: old } = withinWindow(agreed, options.now());
    let report: ConversionReport = { ...nothing, refused: [...refused, ...old] };
    for (const request of requestsOf(young))
      report = together(report, await track(destination, request.source, request.events));
    return report;
  };
}
