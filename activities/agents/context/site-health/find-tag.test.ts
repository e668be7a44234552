import { describe, expect, it } from 'vitest';
import { findTag } from './find-tag.ts';

const page = (body: string, status = 200) => findTag({ status, body: `<html><head>${body}</head></html>` });

describe('the conversion tag of a page', () => {
  it.each([
    ['<script>fbq("init", "1")</script>'],
    ['<script src="https://connect.facebook.net/en_US/fbevents.js"></script>'],
    ['<script>gtag ("config", "G-1")</script>'],
    ['<script src="https://www.googletagmanager.com/gtm.js?id=GTM-1"></script>'],
    ['<script>ttq.load("C1");ttq.page();</script>'],
    ['<script src="https://analytics.tiktok.com/i18n/pixel/events.js"></script>'],
    ['<script>_linkedin_partner_id = "1"</script>'],
    ['<script src="https://snap.licdn.com/li.lms-analytics/insight.min.js"></script>'],
    ['<SCRIPT DATA-CONVERSION-TAG></SCRIPT>'],
  ])('is found: %s', (tag) => {
    expect(page(tag)).toBe(true);
  });

  it.each([
    ['<script src="/shop.js"></script>'],
    ['<!-- fbq("init", "1") was removed -->'],
    ['<!--\n<script src="https://connect.facebook.net/en_US/fbevents.js"></script>\n-->'],
    ['<p>We moved to a new shop</p>'],
  ])('is missing, since nothing of it would run: %s', (body) => {
    expect(page(body)).toBe(false);
  });

  it('beside a comment about it still counts', () => {
    expect(page('<!-- gtag( of old --><script>fbq("init")</script><!-- end -->')).toBe(true);
  });

  it.each([404, 500, 301, 199])('is not to be told from what is no page: HTTP %d', (status) => {
    expect(page('<script>fbq("init")</script>', status)).toBeNull();
  });

  it('is not to be told from an empty answer', () => {
    expect(findTag({ status: 200, body: ' \n' })).toBeNull();
  });
});
