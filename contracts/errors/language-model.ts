import { defineErrors } from './define.ts';

/** What can go wrong with a language model. None of these ends an execution: the deterministic text stands in. */
export const languageModelErrors = defineErrors({
  LLM_UNAVAILABLE: {
    status: 503,
    retryable: true,
    title: 'The language model does not answer',
    meaning:
      'A network fault, a time-out, a rate limit or a server error of the vendor. The deterministic text is used.',
    fix: 'Nothing to do; if it lasts, look at the vendor’s status page and the quota of the key.',
  },
  LLM_REFUSED: {
    status: 422,
    retryable: false,
    title: 'The language model refused or was cut short',
    meaning: 'The vendor refused the request, rejected the key, or the answer ended before it was complete.',
    fix: 'Check the key and the model’s name in the configuration; the vendor’s own type is in the details.',
  },
});
