import type { AdPlatformAdapter } from '../../../contracts/ad-platform.ts';
import type { ConversionEvent, ConversionReport } from '../../../contracts/conversion.ts';
import type { CodedError } from '../../../contracts/errors/index.ts';
import { batchesOf } from '../wire/batches.ts';
import { startDeadline } from '../wire/deadline.ts';
import { emptyReport, joinReports, sendInHalves } from '../wire/send-in-halves.ts';
import { type Objection, siftEvents } from '../wire/sift-events.ts';
import { jsonBody, type TiktokClient } from './client.ts';
import { eventToWire, sources } from './conversion-events.ts';

type Batch = Parameters<NonNullable<AdPlatformAdapter['sendConversions']>>[0];
type Source = (typeof sources)[keyof typeof sources];

/** So many events fit into one request; one with more is refused whole. */
const mostInRequest = 1_000;
/** The longest click window: what happened longer ago can be counted for no click any more. */
const oldestDays = 28;

/** What TikTok can never count. */
function objection(event: ConversionEvent, now: Date): Objection | null {
  if (now.getTime() - Date.parse(event.happened_at) <= oldestDays * 86_400_000) return null;
  return { code: 'EVENT_TOO_OLD', reason: `TikTok counts conversions up to ${oldestDays} days after the click.` };
}

/** Events of one kind of source, in lists of what one request takes. */
function requestsOf(events: readonly ConversionEvent[]) {
  return [...new Set(events.map((event) => sources[event.source]))].flatMap((source) => {
    const of = events.filter((event) => sources[event.source] === source);
    return batchesOf(of, mostInRequest).map((batch) => ({ source, events: batch }));
  });
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
  const codeOf = (refusal: CodedError) => String(refusal.details.tiktok_code ?? refusal.code);

  function track(event_source_id: string, event_source: Source, together: readonly ConversionEvent[]) {
    const send = (events: readonly ConversionEvent[]) => {
      const body = jsonBody({ event_source, event_source_id, data: events.map(eventToWire) });
      return client.post('event/track/', body, startDeadline('TikTok', options.timeout_seconds));
    };
    return sendInHalves(together, send, codeOf);
  }

  return async ({ destination, events }) => {
    const { sendable, refused } = siftEvents(events, (event) => objection(event, options.now()));
    let report: ConversionReport = { ...emptyReport, refused };
    for (const request of requestsOf(sendable))
      report = joinReports(report, await track(destination, request.source, request.events));
    return report;
  };
}
