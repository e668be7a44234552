import { eventTypes } from './event-types.ts';

/**
 * Opens the tenant’s event stream with a ticket of its own, because EventSource can send no headers
 * and a token does not belong in an address. Gives a function that closes it.
 */
export function openEventStream(
  readTicket: () => Promise<string>,
  on: { opened: () => void; event: () => void; broken: () => void },
): () => void {
  let source: EventSource | null = null;
  let closed = false;
  readTicket().then(
    (ticket) => {
      if (closed) return;
      source = new EventSource(`/v2/events?ticket=${encodeURIComponent(ticket)}`);
      source.addEventListener('open', on.opened);
      source.addEventListener('message', on.event);
      for (const type of eventTypes) source.addEventListener(type, on.event);
      source.addEventListener('error', on.broken);
    },
    () => {
      if (!closed) on.broken();
    },
  );
  return () => {
    closed = true;
    source?.close();
  };
}
