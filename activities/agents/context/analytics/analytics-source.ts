/** Conversions of one day as a web analytics product counted them. */
export type AnalyticsDay = { readonly dt: string; readonly conversions: number };

/** A web analytics product: an independent count of conversions, to tell a broken tag from a campaign that got worse. */
export type AnalyticsSource = {
  readonly name: string;
  /** Conversions that it ascribes to a campaign by name, by day, both dates inclusive. Throws SOURCE_UNAVAILABLE and SOURCE_ANSWER_INVALID. */
  readConversions(query: {
    readonly campaign_name: string;
    readonly since: string;
    readonly until: string;
  }): Promise<readonly AnalyticsDay[]>;
  /** True when the cheapest authorised call works; an exception is false. */
  health_check(): Promise<boolean>;
};

/** Turns a call into a check. */
export async function answers(call: () => Promise<unknown>): Promise<boolean> {
  return call().then(
    () => true,
    () => false,
  );
}
