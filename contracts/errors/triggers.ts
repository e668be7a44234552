import { defineErrors } from './define.ts';

/** Errors of deploying playbooks and of what starts them. */
export const triggerErrors = defineErrors({
  PLAYBOOK_RETIRED: {
    status: 409,
    retryable: false,
    title: 'The playbook was retired',
    meaning: 'Somebody took this playbook down. What runs goes on, but it starts no more.',
    fix: 'Deploy it again with `mbi deploy` if it is still wanted.',
  },
  PLAYBOOK_CHANGED_MEANWHILE: {
    status: 409,
    retryable: false,
    title: 'Another version was deployed meanwhile',
    meaning: 'The report that was confirmed described the change from a version that is not the active one any more.',
    fix: 'Look at the report again, then confirm it.',
  },
  EVENT_CHAIN_TOO_LONG: {
    status: 409,
    retryable: false,
    title: 'Events lead to one another in a long chain',
    meaning: 'An execution caused an event, which started an execution, and so on, more often than is allowed.',
    fix: 'Break the circle: narrow `match` or `when` of the playbook that listens to its own events.',
  },
  EVENT_NAME_RESERVED: {
    status: 422,
    retryable: false,
    title: 'This event name is reserved',
    meaning: 'Names that begin with `webhook.` belong to signed webhooks, so that nobody else can pose as one.',
    fix: 'Choose another name, or send it through the webhook.',
  },
  WEBHOOK_NAME_TAKEN: {
    status: 409,
    retryable: false,
    title: 'There is a webhook of this name',
    meaning: 'Names of webhooks are unique in a tenant.',
    fix: 'Choose another name, or rotate the secret of the one that is there.',
  },
  WEBHOOK_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such webhook',
    meaning: 'There is no webhook with this id in your tenant.',
    fix: 'Check the id with GET /v2/webhooks.',
  },
  WEBHOOK_SIGNATURE_INVALID: {
    status: 401,
    retryable: false,
    title: 'The signature is not valid',
    meaning: 'The webhook, its headers, its signature or its time do not fit; which of them is not said.',
    fix: 'Sign `id.timestamp.body` with the secret of the webhook, and send it within five minutes.',
  },
});
