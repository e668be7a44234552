/** A relative change with its sign and a true minus, never broken across lines: `+15 %`, `−4.2 %`; at most one decimal. */
export function formatChange(change_pct: number): string {
  const rounded = Math.round(Math.abs(change_pct) * 10) / 10;
  const sign = rounded === 0 ? '' : change_pct > 0 ? '+' : '−';
  return `${sign}${rounded.toLocaleString('en-US', { maximumFractionDigits: 1 })}\u00a0%`;
}

/** A range of relative changes: `−12 % to −5 %`; one value when both ends agree. */
export function formatRange(low_pct: number, high_pct: number): string {
  const low = formatChange(low_pct);
  const high = formatChange(high_pct);
  return low === high ? low : `${low} to ${high}`;
}

/** A number of any size for a table or an axis: 1,234 · 12.3 · 0.0123. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 1 ? 2 : 4;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** A metric’s name as people say it: `cpa_change` becomes “CPA change”. */
export function metricLabel(metric: string): string {
  const abbreviations = new Set(['cpa', 'cpc', 'cpm', 'ctr', 'roas', 'cvr']);
  const words = metric.replace(/_minor$/, '').split(/[_.]/);
  const said = words.map((word) => (abbreviations.has(word) ? word.toUpperCase() : word)).join(' ');
  return said.charAt(0).toUpperCase() + said.slice(1);
}
