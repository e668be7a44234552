/** What the conversion tags of platforms and tag managers look like in a page. */
const tags: readonly RegExp[] = [
  /fbq\s*\(|connect\.facebook\.net\/[^"'\s]*fbevents\.js/i,
  /gtag\s*\(|googletagmanager\.com\/(gtag|gtm)/i,
  /ttq\.(load|track|page)\s*\(|analytics\.tiktok\.com/i,
  /_linkedin_partner_id|snap\.licdn\.com/i,
  /data-conversion-tag\b/i,
];

/** Whether a page carries a conversion tag; null for what is no page, since an empty or foreign answer tells nothing. */
export function findTag(page: { readonly status: number; readonly body: string }): boolean | null {
  if (page.status < 200 || page.status >= 300 || page.body.trim() === '') return null;
  // A tag in a comment does not run.
  const live = page.body.replaceAll(/<!--[\s\S]*?-->/g, '');
  return tags.some((tag) => tag.test(live));
}
