import { defineErrors } from './define.ts';

/** Errors of collecting what reasoning looks at. Most of them stand in the report of a source and fail nothing. */
export const collectorErrors = defineErrors({
  SOURCE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    title: 'A source of the context does not answer',
    meaning: 'A source outside the ad platforms failed, refused, or failed so often that it is left alone for a while.',
    fix: 'See `GET /v2/collectors` for which source it is; the recommendation is made without it and says so.',
  },
  SOURCE_NOT_CONFIGURED: {
    status: 409,
    retryable: false,
    title: 'This source is not connected',
    meaning: 'There is no key, address or record for this source, so there is nothing to ask.',
    fix: 'Set the variables of the source (see .env.example), or enter what it would say by hand.',
  },
  SOURCE_ANSWER_INVALID: {
    status: 502,
    retryable: false,
    title: 'What a source answered is not plausible',
    meaning: 'The answer lacks its form or holds impossible values, so it counts as no answer: data quality.',
    fix: 'Look at the fields that are named; when the source changed its form, its client must follow.',
  },
  COLLECTOR_TIMED_OUT: {
    status: 504,
    retryable: true,
    title: 'A source did not answer in time',
    meaning: 'The deadline of a collector includes its attempts. An answer that comes later is kept for the next time.',
    fix: 'Nothing, when it is rare; see `GET /v2/collectors` for how the source stands.',
  },
  ADDRESS_NOT_ALLOWED: {
    status: 400,
    retryable: false,
    title: 'This address is not fetched',
    meaning:
      'An address given by a person leads to this machine, to a private network or to something that is no web page; fetching it would let outsiders look inside.',
    fix: 'Give the public http or https address of the page, without a name or password in it.',
  },
  CALENDAR_EVENT_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such calendar event',
    meaning: 'There is no entered event of this id. Computed holidays have none and cannot be removed.',
    fix: 'List the events with `GET /v2/calendar-events`.',
  },
  EXPERIMENT_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such experiment',
    meaning: 'There is no experiment of this id.',
    fix: 'List the experiments with `GET /v2/experiments`.',
  },
  EXPERIMENT_ENDED: {
    status: 409,
    retryable: false,
    title: 'This experiment has ended',
    meaning: 'An experiment ends once.',
    fix: 'Create a new one when it goes on.',
  },
});
