/** Whether a text is an address that a browser opens: what an ad leads to, or where an image of the customer’s lies. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
