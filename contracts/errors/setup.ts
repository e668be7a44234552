import { defineErrors } from './define.ts';

/** What can be missing or wrong on the machine or in the configuration. */
export const setupErrors = defineErrors({
  CONFIG_INVALID: {
    status: 500,
    retryable: false,
    title: 'The configuration is not valid',
    meaning: 'An environment variable is missing or malformed; each is named.',
    fix: 'Compare with .env.example.',
  },
  SECRET_FILE_REFUSED: {
    status: 500,
    retryable: false,
    title: 'The file of a secret was not taken',
    meaning:
      'A setting that is to come from a file (`<NAME>_FILE`) is given a second time, or its file is missing, empty, too large or open to others. Neither path nor content is printed.',
    fix: 'Mend what is named. A secret outside the folders of MBI_SECRET_MOUNTS needs `chmod 600` and the owner that the process runs as.',
  },
  PLAIN_TEXT_REFUSED: {
    status: 500,
    retryable: false,
    title: 'A connection would leave the private network unencrypted',
    meaning: 'With MBI_ENVIRONMENT=prod, a setting leads to a server on the public network without TLS; each is named.',
    fix: 'Use https, smtps or sslmode=verify-full, or TEMPORAL_TLS. MBI_ALLOW_PLAIN_TEXT=true starts all the same, with a warning.',
  },
  PAYLOAD_KEY_UNKNOWN: {
    status: 500,
    retryable: true,
    title: 'A payload was sealed with a key that this process does not have',
    meaning:
      'What Temporal stores was encrypted with a key that is not among those of MBI_PAYLOAD_KEY here; the id of the key is named.',
    fix: 'Give API and worker the same MBI_PAYLOAD_KEY. An older key stays after a comma until no history is sealed with it.',
  },
  POSTGRES_UNAVAILABLE: {
    status: 503,
    retryable: true,
    title: 'There is no Postgres',
    meaning: 'Neither DATABASE_URL nor the Postgres programs from npm gave a server that answers.',
    fix: 'Set DATABASE_URL and DATABASE_OWNER_URL, or run `npx mbi doctor` to see what is missing.',
  },
  TEMPORAL_UNAVAILABLE: {
    status: 503,
    retryable: true,
    title: 'There is no Temporal server',
    meaning:
      'None of the ways to get one worked: TEMPORAL_ADDRESS, a `temporal` program, the download, or building it with Go.',
    fix: 'Take one of the ways that the message lists, then start again.',
  },
  PORT_TAKEN: {
    status: 503,
    retryable: true,
    title: 'The port is taken',
    meaning: 'Another program listens on the port that was asked for.',
    fix: 'Stop that program, or choose another port with --port.',
  },
  PROCESS_FAILED: {
    status: 500,
    retryable: true,
    title: 'A part of the product did not start',
    meaning: 'One of the processes ended, or did not become ready in time.',
    fix: 'Read the end of its log, which is printed; `npx mbi doctor` checks the prerequisites.',
  },
  CREDENTIAL_UNREADABLE: {
    status: 500,
    retryable: false,
    title: 'The token of an ad account cannot be decrypted',
    meaning: 'The stored token was changed, or it was sealed with another key or for another account.',
    fix: 'Start with the `MBI_CREDENTIALS_KEY` that sealed it (an older one after a comma), or connect the account again.',
  },
});
