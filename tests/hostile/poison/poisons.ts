/** What no log, row or history may show: it stands in every poisoned value that can hold a text. */
export const mark = 'poison-mark-7391';

function nested(levels: number): unknown {
  let tree: unknown = mark;
  for (let level = 0; level < levels; level += 1) tree = { tree };
  return tree;
}

function itself(): unknown {
  const value: Record<string, unknown> = { text: mark };
  value.tree = value;
  return value;
}

const fine = { text: 'fine', number: 1, tree: null };

/** Outputs that are not what the action declares, or that nobody can keep. The action declares {text, number, tree}. */
export const poisons: Readonly<Record<string, () => unknown>> = {
  'not a number': () => ({ ...fine, number: Number.NaN }),
  endless: () => ({ ...fine, number: Number.POSITIVE_INFINITY }),
  '1e400': () => ({ ...fine, number: Number('1e400') }),
  'a large number': () => ({ ...fine, number: 1n }),
  'a large number within': () => ({ ...fine, tree: [1n] }),
  'ten thousand levels': () => ({ ...fine, tree: nested(10_000) }),
  'fifty thousand lists': () => ({ ...fine, tree: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) }),
  'half a character': () => ({ ...fine, text: `${mark}\ud800` }),
  'half a character as a key': () => ({ ...fine, tree: { '\udfff': mark } }),
  'a NUL': () => ({ ...fine, text: `${mark}\u0000` }),
  nothing: () => undefined,
  null: () => null,
  'an empty text': () => '',
  'an empty list': () => [],
  'the wrong types': () => ({ text: 5, number: mark, tree: 1 }),
  'a function': () => () => mark,
  'a symbol': () => Symbol(mark),
  itself,
  'itself within': () => ({ ...fine, tree: itself() }),
  'a prototype instead': () => JSON.parse(`{"__proto__": {"text": "${mark}", "number": 1}}`),
  'a getter that throws': () =>
    Object.defineProperty({ ...fine }, 'text', {
      enumerable: true,
      get: () => {
        throw new Error(mark);
      },
    }),
  'a toJSON that throws': () => ({
    ...fine,
    tree: {
      toJSON: () => {
        throw new Error(mark);
      },
    },
  }),
  'a million items': () => ({ ...fine, tree: Array.from({ length: 1_000_000 }, () => 'item') }),
  'five megabytes': () => ({ ...fine, text: 'x'.repeat(5 * 1024 ** 2) }),
};

/** Unusual, and still what the action declares once it is JSON. */
export const harmless: Readonly<Record<string, () => unknown>> = {
  'minus nothing': () => ({ ...fine, number: -0 }),
  'a date': () => ({ ...fine, tree: new Date(0) }),
  'names of a prototype': () => ({ ...fine, tree: JSON.parse('{"__proto__": {"a": 1}, "constructor": {"b": 2}}') }),
  'a member that is undefined': () => ({ ...fine, tree: { a: undefined } }),
  'a function within': () => ({ ...fine, tree: { a: () => 1 } }),
};
