import { defineErrors } from './define.ts';

/** Errors of telling people through chat and mail, and of what they answer from there. */
export const channelErrors = defineErrors({
  CHANNEL_UNAVAILABLE: {
    status: 503,
    retryable: true,
    title: 'A channel cannot be reached',
    meaning: 'Slack or the mail server could not be reached or asked to wait, and the message was certainly not taken.',
    fix: 'Nothing to do: it is tried again. When it goes on, check SLACK_API_URL, SMTP_URL and the network.',
  },
  CHANNEL_REFUSED: {
    status: 502,
    retryable: false,
    title: 'A channel refused the message',
    meaning:
      'Slack or the mail server answered that it will never take this message; its word for it is in the details.',
    fix: 'Check the token, its scopes, the channel or the address, as docs/channels.md describes.',
  },
  CHANNEL_ANSWER_LOST: {
    status: 502,
    retryable: false,
    title: 'Nobody can say whether the message arrived',
    meaning: 'The answer to a message was lost after it had been sent. It is not sent again, lest people get it twice.',
    fix: 'Look in the channel. The approval waits in the inbox in any case.',
  },
  CHAT_SIGNATURE_INVALID: {
    status: 401,
    retryable: false,
    title: 'The signature is not valid',
    meaning: 'A button press from chat was not signed with our secret, or it was sent more than five minutes ago.',
    fix: 'Check SLACK_SIGNING_SECRET of the API and the clocks of both machines.',
  },
  CHANNEL_IDENTITY_TAKEN: {
    status: 409,
    retryable: false,
    title: 'This identity belongs to somebody else',
    meaning: 'One identity in a chat is one person of the tenant.',
    fix: 'Take it away from the other person first, by sending null for it.',
  },
  CHANNEL_PERSON_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'Nobody has this address',
    meaning: 'An identity in a chat can be given only to a person of your tenant.',
    fix: 'Check the address.',
  },
  DECISION_LINK_INVALID: {
    status: 410,
    retryable: false,
    title: 'This link does not work any more',
    meaning: 'A link from a mail decides once, and only while the approval waits.',
    fix: 'Open the approval in the inbox.',
  },
});
