import { refuse } from '../failure.ts';

/** The operators that conditions may have. */
export type Operator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'IN'
  | 'NOT IN'
  | 'LIKE'
  | 'NOT LIKE'
  | 'IS NULL'
  | 'IS NOT NULL';

/** One condition of WHERE; `DURING` and `BETWEEN` have become two comparisons by then. */
export type Condition = { readonly field: string; readonly operator: Operator; readonly values: readonly string[] };

/** A query, read and not yet checked against the resources. */
export type Query = {
  readonly select: readonly string[];
  readonly from: string;
  readonly where: readonly (Condition | { readonly field: string; readonly during: string })[];
  readonly order: readonly { readonly field: string; readonly descending: boolean }[];
  readonly limit: number | null;
};

const shape =
  /\s*(?:('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_][A-Za-z0-9_.]*)|(-?\d+(?:\.\d+)?)|(<=|>=|!=|[=<>(),]))/y;

/** A piece of a query: a text in quotes, a word, a number or a sign. */
type Token = { readonly kind: 'text' | 'word' | 'number' | 'sign' | 'end'; readonly text: string };

function unexpected(text: string): Error {
  return refuse('queryError', 'UNEXPECTED_INPUT', `Error in query: unexpected input ${text}.`, { trigger: text });
}

function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  shape.lastIndex = 0;
  const end = query.trimEnd().length;
  while (shape.lastIndex < end) {
    const from = shape.lastIndex;
    const [, text, word, number, sign] = shape.exec(query) ?? [];
    if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1).replace(/\\(.)/g, '$1') });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else throw unexpected(query.slice(from, from + 20));
  }
  return tokens;
}

/**
 * Reads the Google Ads query language: SELECT, FROM, WHERE with AND, ORDER BY, LIMIT, PARAMETERS read over. Keywords in any case.
 * Refuses with `queryError` what is not the language.
 */
export function parseQuery(text: string): Query {
  const tokens = tokensOf(text);
  let place = 0;
  const look = (ahead = 0): Token => tokens[place + ahead] ?? { kind: 'end', text: 'end of query' };
  const is = (word: string, ahead = 0) => look(ahead).kind !== 'text' && look(ahead).text.toUpperCase() === word;
  const take = (): Token => {
    const token = look();
    place += 1;
    return token;
  };
  const expect = (word: string, value: string) => {
    if (!is(word)) throw refuse('queryError', value, `Error in query: expected ${word}.`, { trigger: look().text });
    place += 1;
  };
  const field = () => {
    const token = take();
    if (token.kind !== 'word') throw unexpected(token.text);
    return token.text;
  };
  const listed = <T>(read: () => T): readonly T[] => {
    const all = [read()];
    while (is(',')) {
      place += 1;
      all.push(read());
    }
    return all;
  };
  const value = () => {
    const token = take();
    if (token.kind === 'sign' || token.kind === 'end') {
      throw refuse('queryError', 'BAD_VALUE', `Error in query: bad value ${token.text}.`, { trigger: token.text });
    }
    return token.text;
  };

  function listOfValues(): readonly string[] {
    expect('(', 'EXPECTED_LIST');
    const all = listed(value);
    expect(')', 'EXPECTED_LIST');
    return all;
  }

  function condition(): Query['where'] {
    const name = field();
    const word = take().text.toUpperCase();
    if (word === 'DURING') return [{ field: name, during: value() }];
    if (word === 'BETWEEN') {
      const least = value();
      expect('AND', 'EXPECTED_AND');
      return [
        { field: name, operator: '>=', values: [least] },
        { field: name, operator: '<=', values: [value()] },
      ];
    }
    if (word === 'IS') {
      const not = is('NOT');
      if (not) place += 1;
      expect('NULL', 'UNEXPECTED_INPUT');
      return [{ field: name, operator: not ? 'IS NOT NULL' : 'IS NULL', values: [] }];
    }
    if (word === 'IN') return [{ field: name, operator: 'IN', values: listOfValues() }];
    if (word === 'LIKE') return [{ field: name, operator: 'LIKE', values: [value()] }];
    if (word === 'NOT' && is('IN')) {
      place += 1;
      return [{ field: name, operator: 'NOT IN', values: listOfValues() }];
    }
    if (word === 'NOT' && is('LIKE')) {
      place += 1;
      return [{ field: name, operator: 'NOT LIKE', values: [value()] }];
    }
    const compared = (['=', '!=', '<', '<=', '>', '>='] as const).find((sign) => sign === word);
    if (compared === undefined) {
      throw refuse('queryError', 'BAD_OPERATOR', `Error in query: bad operator ${word}.`, { trigger: word });
    }
    return [{ field: name, operator: compared, values: [value()] }];
  }

  function conditions(): Query['where'] {
    if (!is('WHERE')) return [];
    const all: Query['where'][number][] = [];
    do {
      place += 1;
      all.push(...condition());
    } while (is('AND'));
    return all;
  }

  function order(): Query['order'] {
    if (!is('ORDER')) return [];
    place += 1;
    expect('BY', 'EXPECTED_BY');
    return listed(() => {
      const name = field();
      const descending = is('DESC');
      if (descending || is('ASC')) place += 1;
      return { field: name, descending };
    });
  }

  function limit(): number | null {
    if (!is('LIMIT')) return null;
    place += 1;
    const { kind, text: most } = take();
    if (kind !== 'number' || !/^[1-9]\d*$/.test(most)) {
      throw refuse('queryError', 'BAD_LIMIT_VALUE', 'Error in query: LIMIT must be a positive integer.', {
        trigger: most,
      });
    }
    return Number(most);
  }

  expect('SELECT', 'EXPECTED_SELECT');
  const select = listed(field);
  expect('FROM', 'EXPECTED_FROM');
  const query = { select, from: field(), where: conditions(), order: order(), limit: limit() };
  if (is('PARAMETERS')) return query;
  if (look().kind !== 'end') throw unexpected(look().text);
  return query;
}
