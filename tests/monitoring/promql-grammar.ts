/** The part of PromQL that the alerts of this project are written in. */
export type Node =
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: 'selector';
      readonly name: string;
      readonly matchers: Readonly<Record<string, string>>;
      readonly range_seconds: number | null;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  | {
      readonly kind: 'aggregate';
      readonly name: string;
      readonly how: 'by' | 'without' | null;
      readonly labels: readonly string[];
      readonly of: Node;
    }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node };

const tokenPattern = /\s*(\d+(?:\.\d+)?[smhd]?|[A-Za-z_]\w*|"[^"]*"|==|!=|<=|>=|[-+*/<>(){}[\],=])/y;
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const levels = [
  ['and', 'or'],
  ['<', '>', '<=', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/'],
] as const;
const aggregates = ['sum', 'max', 'min', 'avg', 'count'];

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  let position = 0;
  while (text.slice(position).trim() !== '') {
    tokenPattern.lastIndex = position;
    const [, token] = tokenPattern.exec(text) ?? [];
    if (token === undefined) throw new SyntaxError(`Not understood: ${text.slice(position)}`);
    tokens.push(token);
    position = tokenPattern.lastIndex;
  }
  return tokens;
}

/** Reads an expression; throws SyntaxError for what is outside this part of the language. */
export function parsePromql(text: string): Node {
  const tokens = tokenize(text);
  let next = 0;
  const peek = () => tokens[next] ?? '';
  const take = (expected?: string): string => {
    const token = peek();
    if (token === '' || (expected !== undefined && token !== expected))
      throw new SyntaxError(`Expected ${expected ?? 'more'}, found ${token || 'the end'}`);
    next += 1;
    return token;
  };
  const list = <Item>(open: string, close: string, item: () => Item): Item[] => {
    take(open);
    const items: Item[] = [];
    while (peek() !== close) {
      items.push(item());
      if (peek() === ',') take(',');
    }
    take(close);
    return items;
  };
  const binary = (level: number): Node => {
    const operators: readonly string[] | undefined = levels[level];
    if (operators === undefined) return primary();
    let left = binary(level + 1);
    while (operators.includes(peek())) left = { kind: 'binary', operator: take(), left, right: binary(level + 1) };
    return left;
  };
  const grouping = () => {
    const how = peek();
    if (how !== 'by' && how !== 'without') return null;
    take();
    return { how, labels: list('(', ')', () => take()) } as const;
  };
  const selector = (name: string): Node => {
    const pairs =
      peek() === '{'
        ? list('{', '}', () => {
            const label = take();
            take('=');
            return [label, take().slice(1, -1)] as const;
          })
        : [];
    let range_seconds: number | null = null;
    if (peek() === '[') [range_seconds = null] = list('[', ']', () => seconds(take()));
    return { kind: 'selector', name, matchers: Object.fromEntries(pairs), range_seconds };
  };
  const primary = (): Node => {
    const token = take();
    if (token === '(') {
      const inner = binary(0);
      take(')');
      return inner;
    }
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (!/^[A-Za-z_]/.test(token)) throw new SyntaxError(`Unexpected ${token}`);
    if (aggregates.includes(token)) {
      const before = grouping();
      take('(');
      const of = binary(0);
      take(')');
      const grouped = before ?? grouping();
      return { kind: 'aggregate', name: token, how: grouped?.how ?? null, labels: grouped?.labels ?? [], of };
    }
    if (peek() === '(') return { kind: 'call', name: token, args: list('(', ')', () => binary(0)) };
    return selector(token);
  };
  const whole = binary(0);
  if (peek() !== '') throw new SyntaxError(`Left over: ${peek()}`);
  return whole;
}

function seconds(text: string): number {
  return Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? Number.NaN);
}

/** Every metric that an expression reads. */
export function metricsIn(node: Node): string[] {
  switch (node.kind) {
    case 'number':
      return [];
    case 'selector':
      return [node.name];
    case 'call':
      return node.args.flatMap(metricsIn);
    case 'aggregate':
      return metricsIn(node.of);
    case 'binary':
      return [...metricsIn(node.left), ...metricsIn(node.right)];
  }
}
