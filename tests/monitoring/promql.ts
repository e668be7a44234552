import type { Labels } from '../../contracts/exposition.ts';
import { type Node, parsePromql } from './promql-grammar.ts';

/** A recorded series: its value at a moment in seconds since the epoch, or null where there was no sample. */
export type Series = {
  readonly name: string;
  readonly labels: Labels;
  readonly at: (seconds: number) => number | null;
};
type Sample = { readonly labels: Labels; readonly value: number };
type Value = number | readonly Sample[];

/** How often samples are taken, and how old the newest may be to count. */
const scrapeSeconds = 60;

/**
 * Evaluates an expression at a moment as Prometheus does, for the part of the language that the alerts use. Rates are the
 * increase over the samples in the window, resets of a counter included, without extrapolation to its edges.
 */
export function evaluate(text: string, series: readonly Series[], moment: number): Value {
  return resultOf(parsePromql(text), series, moment);
}

function resultOf(node: Node, series: readonly Series[], moment: number): Value {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'selector':
      return matching(node, series).flatMap((each) => {
        const value = each.at(moment);
        return value === null ? [] : [{ labels: each.labels, value }];
      });
    case 'call':
      return call(node, series, moment);
    case 'aggregate':
      return aggregate(node, vector(resultOf(node.of, series, moment)));
    case 'binary':
      return binary(node.operator, resultOf(node.left, series, moment), resultOf(node.right, series, moment));
  }
}

function matching(node: Extract<Node, { kind: 'selector' }>, series: readonly Series[]): Series[] {
  return series.filter(
    (each) =>
      each.name === node.name && Object.entries(node.matchers).every(([label, value]) => each.labels[label] === value),
  );
}

function call(node: Extract<Node, { kind: 'call' }>, series: readonly Series[], moment: number): Value {
  const [first, second] = node.args;
  switch (node.name) {
    case 'hour':
      return [{ labels: {}, value: new Date(moment * 1_000).getUTCHours() }];
    case 'rate':
    case 'increase': {
      if (first?.kind !== 'selector' || first.range_seconds === null)
        throw new SyntaxError(`${node.name} needs a range`);
      const range = first.range_seconds;
      return matching(first, series).flatMap((each) => {
        const grown = increase(each, moment - range, moment);
        if (grown === null) return [];
        return [{ labels: each.labels, value: node.name === 'rate' ? grown / range : grown }];
      });
    }
    case 'histogram_quantile': {
      if (first?.kind !== 'number' || second === undefined) throw new SyntaxError('histogram_quantile(number, vector)');
      return quantile(first.value, vector(resultOf(second, series, moment)));
    }
    default:
      throw new SyntaxError(`${node.name} is not known here`);
  }
}

function increase(series: Series, from: number, to: number): number | null {
  const values: number[] = [];
  for (let at = from; at <= to; at += scrapeSeconds) {
    const value = series.at(at);
    if (value !== null) values.push(value);
  }
  if (values.length < 2) return null;
  return values.slice(1).reduce((sum, value, index) => {
    const before = values[index] ?? 0;
    return sum + (value < before ? value : value - before);
  }, 0);
}

/** Linear between the edges of the bucket in which the quantile lies; in the last one, its lower edge. */
function quantile(wanted: number, buckets: readonly Sample[]): Sample[] {
  const sorted = buckets
    .map(({ labels, value }) => ({ le: labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le), value }))
    .sort((left, right) => left.le - right.le);
  const total = sorted.at(-1)?.value ?? 0;
  if (total === 0) return [{ labels: {}, value: Number.NaN }];
  const rank = wanted * total;
  const index = sorted.findIndex((bucket) => bucket.value >= rank);
  const lower = sorted[index - 1] ?? { le: 0, value: 0 };
  const bucket = sorted[index] ?? lower;
  if (bucket.le === Number.POSITIVE_INFINITY) return [{ labels: {}, value: lower.le }];
  const inside = (rank - lower.value) / (bucket.value - lower.value);
  return [{ labels: {}, value: lower.le + (bucket.le - lower.le) * inside }];
}

function aggregate(node: Extract<Node, { kind: 'aggregate' }>, samples: readonly Sample[]): Sample[] {
  const kept = (labels: Labels): Labels =>
    Object.fromEntries(
      Object.entries(labels)
        .filter(([label]) => (node.how === 'without' ? !node.labels.includes(label) : node.labels.includes(label)))
        .sort(([left], [right]) => (left < right ? -1 : 1)),
    );
  const groups = Map.groupBy(samples, (sample) => JSON.stringify(kept(sample.labels)));
  return [...groups.values()].map((own) => {
    const values = own.map((sample) => sample.value);
    const sum = values.reduce((total, value) => total + value, 0);
    const results: Readonly<Record<string, number>> = {
      ...{ sum, max: Math.max(...values), min: Math.min(...values), avg: sum / values.length, count: values.length },
    };
    return { labels: kept(own[0]?.labels ?? {}), value: results[node.name] ?? Number.NaN };
  });
}

function binary(operator: string, left: Value, right: Value): Value {
  if (operator === 'and') {
    const keys = new Set(vector(right).map((sample) => JSON.stringify(sample.labels)));
    return vector(left).filter((sample) => keys.has(JSON.stringify(sample.labels)));
  }
  const compare = comparisons[operator];
  if (compare !== undefined) {
    if (typeof right !== 'number') throw new SyntaxError('Comparisons are with a number here');
    return vector(left).filter((sample) => compare(sample.value, right));
  }
  const compute = computations[operator];
  if (compute === undefined) throw new SyntaxError(`${operator} is not known here`);
  if (typeof left === 'number' && typeof right === 'number') return compute(left, right);
  return vector(left).flatMap(({ labels, value }) => {
    const other =
      typeof right === 'number'
        ? right
        : right.find((sample) => JSON.stringify(sample.labels) === JSON.stringify(labels))?.value;
    return other === undefined ? [] : [{ labels, value: compute(value, other) }];
  });
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};
const computations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

function vector(value: Value): readonly Sample[] {
  return typeof value === 'number' ? [{ labels: {}, value }] : value;
}

/** The first moment at which an alert fires between two moments: its expression gave something at every minute of `for`. */
export function firesAt(
  rule: { readonly expr: string; readonly for_seconds: number },
  series: readonly Series[],
  from: number,
  to: number,
): number | null {
  let since: number | null = null;
  for (let moment = from; moment <= to; moment += scrapeSeconds) {
    if (vector(evaluate(rule.expr, series, moment)).length === 0) since = null;
    else since ??= moment;
    if (since !== null && moment - since >= rule.for_seconds) return moment;
  }
  return null;
}
