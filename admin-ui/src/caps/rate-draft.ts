/** A rate as it is being written: texts, as the fields hold them. */
export type RateDraft = {
  readonly currency: string;
  readonly as_of: string;
  readonly rate: string;
  readonly source: string;
};

/** The rate that a draft means; null while a field is missing or is not what it should be. A comma is a decimal mark, too. */
export function rateOf(draft: RateDraft, base_currency: string) {
  const currency = draft.currency.trim().toUpperCase();
  const source = draft.source.trim();
  const text = draft.rate.trim().replace(',', '.');
  const rate = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : 0;
  if (!/^[A-Z]{3}$/.test(currency) || currency === base_currency) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.as_of) || source === '' || rate <= 0) return null;
  return { currency, as_of: draft.as_of, rate, source };
}
