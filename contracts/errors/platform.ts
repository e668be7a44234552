import { defineErrors } from './define.ts';

/** Errors at the edge to an ad platform. */
export const platformErrors = defineErrors({
  PLATFORM_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'No adapter for this platform',
    meaning: 'The campaign belongs to a platform that this installation cannot talk to.',
    fix: 'See the list of platforms in docs/adding-an-ad-platform.md.',
  },
  PLATFORM_UNAVAILABLE: {
    status: 503,
    retryable: true,
    title: 'The ad platform does not answer',
    meaning:
      'A network fault, a time-out or a server error. No change is assumed either way until it has been read back.',
    fix: 'It is tried again; if it lasts, look at the platform’s status page.',
    runbook: 'docs/runbooks/platform-unavailable.md',
  },
  PLATFORM_THROTTLED: {
    status: 429,
    retryable: true,
    title: 'The ad platform asks us to slow down',
    meaning: 'The rate limit of the account is used up; the platform says when to come back.',
    fix: 'It is tried again after the stated wait.',
    runbook: 'docs/runbooks/platform-throttled.md',
  },
  PLATFORM_UNAUTHORIZED: {
    status: 502,
    retryable: false,
    title: 'The platform no longer accepts our access',
    meaning: 'The access token is expired, revoked or lacks a permission.',
    fix: 'Connect the ad account again.',
    runbook: 'docs/runbooks/platform-unauthorized.md',
  },
  PLATFORM_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'The platform does not know this entity',
    meaning: 'The campaign, ad set or ad was deleted there, or the account may not see it.',
    fix: 'Synchronise the account, then check the external id.',
  },
  PLATFORM_TOO_EARLY: {
    status: 503,
    retryable: true,
    title: 'The platform takes it later',
    meaning: 'What was told is too fresh for the platform to place, such as a conversion soon after its click.',
    fix: 'It is told again after the stated wait; what the platform has taken already is not told again.',
  },
  PLATFORM_REFUSED: {
    status: 422,
    retryable: false,
    title: 'The platform refused the request',
    meaning: 'The platform validated the request and said no; its own words are in the details.',
    fix: 'Follow the platform’s message, then plan again.',
    runbook: 'docs/runbooks/change-refused.md',
  },
  PLATFORM_ANSWER_INVALID: {
    status: 502,
    retryable: false,
    title: 'The platform’s answer cannot be understood',
    meaning: 'A field that is needed is missing or of another type than the platform documents.',
    fix: 'Compare the answer with the adapter’s schema; the platform’s version may have changed.',
  },
  PLATFORM_CAPABILITY_MISSING: {
    status: 422,
    retryable: false,
    title: 'The platform cannot do this',
    meaning:
      'This kind of change does not exist on this platform, or not for this entity (a lifetime budget, for example).',
    fix: 'Choose another action for campaigns on this platform.',
  },
  PLATFORM_DRIFT: {
    status: 409,
    retryable: false,
    title: 'Somebody changed the entity in between',
    meaning: 'The live value is not the one that the plan was made from, so the change was not sent.',
    fix: 'A new plan is made and asked about; nothing to do.',
    runbook: 'docs/runbooks/platform-drift.md',
  },
  PLATFORM_OUTCOME_UNKNOWN: {
    status: 504,
    retryable: true,
    title: 'It is not yet known whether the change was applied',
    meaning: 'The answer was lost and reading back has not settled it yet.',
    fix: 'It is read back again; if it stays unknown, compare with the platform by hand.',
    runbook: 'docs/runbooks/platform-unavailable.md',
  },
  PLATFORM_VERIFY_FAILED: {
    status: 502,
    retryable: false,
    title: 'The platform shows another value than the one written',
    meaning: 'The write was accepted, but reading back gives a value that is neither the old nor the new one.',
    fix: 'Look at the account’s change history: somebody or something else wrote too.',
    runbook: 'docs/runbooks/change-not-verified.md',
  },
});
