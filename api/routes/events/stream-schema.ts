import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';

/** Where to go on, when the header cannot be sent. */
export const streamQuery = z.strictObject({ after: z.coerce.number().int().min(0).optional() });

/** How a stream is described: text, one event after the other (the HTML standard, section on server-sent events). */
export const streamResponse = {
  200: {
    description: 'Events with id, name and JSON data; a comment every 15 s; `end` after the last one of an execution.',
    schema: z.string(),
    media_type: 'text/event-stream',
  },
} as const;

/** The event after which to go on: the header that EventSource sends after a break, else the query. */
export function resumePoint(header: string | undefined, after: number | undefined): number | null {
  if (header === undefined) return after ?? null;
  if (/^\d{1,15}$/.test(header)) return Number(header);
  throw new CodedError('REQUEST_INVALID', 'Last-Event-ID must be the id of an event.', {
    errors: [{ pointer: '/headers/Last-Event-ID', detail: 'The id of an event.' }],
  });
}
