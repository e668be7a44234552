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
  LLM_SPEND_LIMIT: {
    status: 402,
    retryable: false,
    title: 'The vendor’s spend limit is reached',
    meaning:
      'The account at the vendor may spend no more for now. It is not asked again; another vendor is, if there is one.',
    fix: 'Raise the limit or add credit at the vendor, or wait until the limit starts anew.',
  },
  LLM_SAMPLING_REFUSED: {
    status: 422,
    retryable: false,
    title: 'The model takes no temperature',
    meaning:
      'Every call asks for a temperature of at most 0.2. This model refuses the setting, so it is not asked any more.',
    fix: 'Choose another model, or allow this one by naming it in MBI_LLM_WITHOUT_TEMPERATURE; its calls are then recorded without a temperature.',
  },
  LLM_ANSWER_TOO_LARGE: {
    status: 502,
    retryable: false,
    title: 'The answer of the model was too large',
    meaning: 'The answer had more bytes than any answer needs and was cut off while it came in.',
    fix: 'Nothing to do; if it lasts, look at what the endpoint sends.',
  },
  LLM_ANSWER_INVALID: {
    status: 502,
    retryable: false,
    title: 'The answer of the model cannot be used',
    meaning:
      'It is no JSON of the asked shape, cites sources that were not given, holds an address, or has numbers that the sources do not have. It was told once what is wrong and did not mend it.',
    fix: 'Nothing to do: the deterministic text is used. The problems are in the details and in the trace of the call.',
  },
  LLM_BUDGET_SPENT: {
    status: 402,
    retryable: false,
    title: 'The budget for language models is spent',
    meaning: 'The run, the day or the month may cost no more, so that the model was not asked.',
    fix: 'Raise the budget on the costs page, or wait for the next day or month.',
  },
  LLM_DEADLINE: {
    status: 504,
    retryable: true,
    title: 'The language model took too long',
    meaning: 'There was no usable answer before the deadline. The deterministic text is used.',
    fix: 'Nothing to do; if it lasts, look at the latency of the models in the list of calls.',
  },
  LLM_PERSONAL_DATA: {
    status: 422,
    retryable: false,
    title: 'Personal data would have gone to a model',
    meaning:
      'After addresses, phone numbers and known names were hashed, something like them was still there; nothing was sent.',
    fix: 'Look at the source of the text: it holds personal data in a form that hashing does not know.',
  },
  LLM_CONTEXT_TOO_LONG: {
    status: 413,
    retryable: false,
    title: 'The question is too long for every model',
    meaning: 'Prompt, variables and sources have more tokens than the routing table allows for this task.',
    fix: 'Give fewer or shorter sources.',
  },
  PROMPT_UNKNOWN: {
    status: 404,
    retryable: false,
    title: 'There is no such prompt',
    meaning: 'The registry has no prompt of this name, or not in this version.',
    fix: 'List prompts and versions with `mbi prompts`.',
  },
  PROMPT_INVALID: {
    status: 422,
    retryable: false,
    title: 'A prompt file or its variables are not valid',
    meaning:
      'A file of the prompt registry lacks a field, or a question left out a variable that the prompt needs or gave one that it does not know.',
    fix: 'Compare the file with the guide beside the prompts, and the variables with those that the prompt declares.',
  },
  PROMPT_EXPERIMENT_RUNNING: {
    status: 409,
    retryable: false,
    title: 'An experiment with this prompt is running',
    meaning: 'A prompt takes part in one experiment at a time.',
    fix: 'Stop or promote the running one first.',
  },
});
