import { CodedError } from '../../contracts/errors/index.ts';
import { type Selection, selectable } from './evaluate-all.ts';

/** What was typed, as a selection. Throws REQUEST_INVALID for a word that names no part, and for a count that is none. */
export function readSelection(typed: {
  readonly seed?: string | undefined;
  readonly count?: string | undefined;
  readonly only?: readonly string[] | undefined;
}): Selection {
  const words = (typed.only ?? []).flatMap((each) => each.split(',')).filter((each) => each !== '');
  const only = words.map((word) => {
    const found = selectable.find((each) => each === word);
    if (found === undefined)
      throw new CodedError(
        'REQUEST_INVALID',
        `There are no cases called ${word}; there are: ${selectable.join(', ')}.`,
      );
    return found;
  });
  const count = typed.count === undefined ? undefined : Number(typed.count);
  if (count !== undefined && !(Number.isInteger(count) && count > 0 && count <= 10_000))
    throw new CodedError('REQUEST_INVALID', `${typed.count} is no number of cases from 1 to 10000.`);
  return {
    ...(only.length === 0 ? {} : { only }),
    ...(typed.seed === undefined ? {} : { seed: typed.seed }),
    ...(count === undefined ? {} : { count }),
  };
}
