/** Names and values of the labels of a sample. */
export type Labels = Readonly<Record<string, string>>;

/** One value of a counter or a gauge. */
export type MetricSample = { readonly labels: Labels; readonly value: number };

/** A metric with all its samples, as Prometheus takes it. Names end in their unit; counters in `_total`. */
export type MetricFamily = {
  readonly name: string;
  readonly help: string;
} & (
  | {
      readonly type: 'counter' | 'gauge';
      readonly samples: readonly MetricSample[];
    }
  | { readonly type: 'histogram'; readonly samples: readonly HistogramSample[] }
);

/** A histogram: how many values lie at or below each edge, ascending, their sum and their number. */
export type HistogramSample = {
  readonly labels: Labels;
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
  readonly sum: number;
  readonly count: number;
};

/** Families in the text format of Prometheus, version 0.0.4. A metric without samples still says that it exists. */
export function renderExposition(families: readonly MetricFamily[]): string {
  return families.map(renderFamily).join('');
}

function renderFamily(family: MetricFamily): string {
  const { name, help, type } = family;
  const head = `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`;
  const lines =
    family.type === 'histogram'
      ? family.samples.flatMap((sample) => histogramLines(name, sample))
      : family.samples.map(({ labels, value }) => line(name, labels, value));
  return head + lines.join('');
}

function histogramLines(name: string, { labels, buckets, sum, count }: HistogramSample): string[] {
  return [
    ...buckets.map((bucket) => line(`${name}_bucket`, { ...labels, le: String(bucket.le) }, bucket.count)),
    line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

function line(name: string, labels: Labels, value: number): string {
  const inside = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${inside.length === 0 ? '' : `{${inside.join(',')}}`} ${value}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
