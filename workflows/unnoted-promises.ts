import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** What a stack is read from, without one. */
const nowhere = {};

/**
 * Keeps the SDK from noting a stack for each promise. It does so for the stack trace query of Temporal, and mapping the
 * stacks back to sources took nine tenths of the time of an interpreted step; a few thousand signals in one task would spend
 * more on it than the five seconds that a task may take. The trace of an interpreter shows the interpreter anyway; where an
 * execution stands is in its current details. While a task is at work, an error made without a message, as the SDK makes
 * it for this, has no stack; every other error stays what it is. No command depends on it, so a history replays the same.
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
          globalThis.Error = quiet;
          next(input);
        },
        concludeActivation: (input, next) => {
          globalThis.Error = usual;
          return next(input);
        },
      },
    ],
  };
};
