import { createInterface } from 'node:readline/promises';

/** Asks whoever sits at the terminal, and gives the line they answer with; '' when they end the input instead. */
export type Ask = (question: string) => Promise<string>;

/**
 * Asks on stderr, so that stdout stays the result. Null where nobody can answer: input or output is no terminal, as in a
 * pipe or in CI.
 */
export function createAsk(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  output: NodeJS.WritableStream & { readonly isTTY?: boolean },
): Ask | null {
  if (input.isTTY !== true || output.isTTY !== true) return null;
  return (question) =>
    new Promise((resolve, reject) => {
      const reader = createInterface({ input, output });
      reader.once('close', () => resolve(''));
      reader.question(question).then((answer) => {
        resolve(answer);
        reader.close();
      }, reject);
    });
}

/** True when an answer says yes; anything else, silence too, is no. */
export function saysYes(answer: string): boolean {
  return /^y(es)?$/i.test(answer.trim());
}
