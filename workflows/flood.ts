import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** With more news than this in one workflow task, no stack is noted for each of them. */
const mostNoted = 100;

/** What a stack is read from, without one. */
const nowhere = {};

/**
 * Keeps a flood of signals cheap. The SDK asks for a stack at each promise, for the stack trace query of Temporal, and each
 * signal makes several promises; a few thousand signals in one task would spend more than the five seconds that a task may
 * take on stacks alone, and that task would be tried for ever. While such a task is at work, an error made without a
 * message, as the SDK makes it for this, has no stack; every other error stays what it is. No command depends on it, so
 * a history replays the same with and without.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const usual = globalThis.Error;
  const quiet = new Proxy(usual, {
    construct: (target, words, made) => (words.length === 0 ? nowhere : Reflect.construct(target, words, made)),
  });
  return {
    internals: [
      {
        activate: (input, next) => {
          if ((input.activation.jobs?.length ?? 0) > mostNoted) globalThis.Error = quiet;
          next(input);
        },
        concludeActivation: (input, next) => {
          if (globalThis.Error !== usual) globalThis.Error = usual;
          return next(input);
        },
      },
    ],
  };
};
