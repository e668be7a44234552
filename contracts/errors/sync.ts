import { defineErrors } from './define.ts';

/** Errors of keeping our tables in step with ad accounts. */
export const syncErrors = defineErrors({
  SYNC_RUNNING: {
    status: 409,
    retryable: true,
    title: 'This account is being synchronised already',
    meaning:
      'Another run holds this stream of the account. Two at once would count the same days twice and slow each other.',
    fix: 'It is tried again after a moment; see `GET /v2/sync-streams` for the run that holds it.',
  },
  SYNC_ID_TAKEN: {
    status: 409,
    retryable: false,
    title: 'Two accounts have a campaign of the same id',
    meaning:
      'A campaign of this id belongs to another ad account of the tenant; ids are one name for one campaign everywhere.',
    fix: 'Connect one of the two accounts in a tenant of its own.',
  },
  ACCOUNT_FACTS_DIFFER: {
    status: 409,
    retryable: false,
    title: 'The platform names another currency or time zone',
    meaning:
      'The account has campaigns and figures in the currency and days that are stored, so that what the platform now says would mix two of them.',
    fix: 'Find out who changed the account on the platform; connect it as a new account if it is one.',
  },
  CONVERSION_BATCH_GONE: {
    status: 410,
    retryable: false,
    title: 'This batch of conversions was emptied',
    meaning:
      'The events of a batch are kept only until the platform has answered for all of them, and for at most three days.',
    fix: 'See `GET /v2/conversions` for what became of each event; send those that were not accepted again.',
  },
});
