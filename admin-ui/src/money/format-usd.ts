/** What a model costs is often far below a cent: US dollars with as many decimals as it takes, `$0.0042`, `$12.30`. */
export function formatUsd(usd: number, locale = 'en-US'): string {
  const size = Math.abs(usd);
  const digits = size === 0 || size >= 1 ? 2 : size >= 0.01 ? 3 : 6;
  const format = {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(locale, format).format(usd);
}
