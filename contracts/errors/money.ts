import { defineErrors } from './define.ts';

/** Errors of the money ledger: caps, rates, locks of fields, and writes that a person has to settle. */
export const moneyErrors = defineErrors({
  MONEY_CAP_EXCEEDED: {
    status: 409,
    retryable: false,
    title: 'A cap on money would be passed',
    meaning:
      'What was moved or exposed within the window of the cap, together with this change, is more than the cap allows. Nothing was sent. The details name the cap, its limit, what is used, what was wanted, by whom it is used and until when.',
    fix: 'Wait until older uses leave the window, ask for less, or propose a wider cap: `mbi caps`.',
    runbook: 'docs/runbooks/guardrail-blocked.md',
  },
  FX_RATE_MISSING: {
    status: 422,
    retryable: false,
    title: 'No exchange rate for this currency',
    meaning:
      'The change moves money in another currency than the one that the tenant adds up in, and no rate of today or before is known. What cannot be added up is not sent.',
    fix: 'Enter a rate with POST /v2/fx-rates, then run the step again.',
  },
  ENTITY_LOCKED: {
    status: 409,
    retryable: true,
    title: 'Another change of the same field is under way',
    meaning:
      'Of one field only one change can be under way, and the other one came first or is the more careful one. The details name who holds it.',
    fix: 'It is tried again by itself; if it lasts, settle the change that holds the field.',
  },
  CHANGE_SET_ASIDE: {
    status: 409,
    retryable: false,
    title: 'The change was set aside',
    meaning:
      'Before it was sent, a more careful change of the same entity took its place, or a person settled that it was not applied. The details say who and why.',
    fix: 'Look at the change that took its place; plan again if this one is still wanted.',
  },
  CHANGES_PARTLY_APPLIED: {
    status: 409,
    retryable: false,
    title: 'Some changes of the set were applied and some were not',
    meaning: 'Every change of the set has its own result in the details. What was applied has its receipt and stands.',
    fix: 'Mend what the results name, then run the step again: only what is still missing is planned and sent.',
    runbook: 'docs/runbooks/change-refused.md',
  },
  WRITE_INTENT_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such write',
    meaning: 'Your tenant has recorded no write with this id.',
    fix: 'See GET /v2/changes.',
  },
  WRITE_INTENT_NOT_OPEN: {
    status: 409,
    retryable: false,
    title: 'This write does not wait for a person',
    meaning: 'It is still under way, was settled by itself, or was settled by somebody in another way.',
    fix: 'Read it again; its state and who settled it stand there.',
  },
  WRITE_INTENT_OWN_REQUEST: {
    status: 403,
    retryable: false,
    title: 'Somebody else has to confirm this',
    meaning: 'Whoever asked for a change cannot be the one who says that it was applied.',
    fix: 'Ask another person who may approve.',
  },
  MONEY_CAP_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such cap',
    meaning: 'Your tenant has no cap with this id.',
    fix: 'See `mbi caps list`.',
  },
  MONEY_CAP_OWN_PROPOSAL: {
    status: 403,
    retryable: false,
    title: 'Somebody else has to decide this',
    meaning: 'A wider cap needs two people: whoever proposed it cannot agree to it.',
    fix: 'Ask another person who may decide on caps.',
  },
  MONEY_CAP_NOT_OPEN: {
    status: 409,
    retryable: false,
    title: 'This cap is not open for a decision',
    meaning: 'It was decided before, or the cap that it would have replaced is no longer the one that holds.',
    fix: 'Look at the caps that hold now, and propose again if a wider one is still wanted.',
  },
  FX_RATE_KNOWN: {
    status: 409,
    retryable: false,
    title: 'There is a rate for this day already',
    meaning: 'Rates are added and never changed, because changes were counted by them.',
    fix: 'Enter a rate of a later day.',
  },
});
