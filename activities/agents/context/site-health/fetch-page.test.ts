import { describe, expect, it } from 'vitest';
import { startTextServer } from '../../../../tests/context/text-server.ts';
import { createAddressRule, createPublicGet } from '../../../public-web/index.ts';
import { createFetchPage } from './fetch-page.ts';
import { findTag } from './find-tag.ts';

const calm = () => AbortSignal.timeout(10_000);
const fetchPage = (loopback: boolean) => createFetchPage(createPublicGet(createAddressRule({ loopback })));

describe('fetching a landing page', () => {
  it('gives its status and its beginning, and follows a redirect to another page', async () => {
    const server = await startTextServer(({ pathname }) =>
      pathname === '/old' ? { status: 302, text: '' } : `<title>Shop</title>${'x'.repeat(1_000_000)}`,
    );
    const page = await fetchPage(true)(`${server.url}/old`, calm());
    expect([page.status, page.body.slice(0, 20), page.body.length]).toEqual([200, '<title>Shop</title>x', 512_000]);
    await server.stop();
  });

  it('goes nowhere but to the public network', async () => {
    const server = await startTextServer(() => 'secret');
    const refused = { code: 'ADDRESS_NOT_ALLOWED' };
    await expect(fetchPage(false)(server.url, calm())).rejects.toMatchObject(refused);
    await expect(fetchPage(false)(server.url.replace('127.0.0.1', 'localhost'), calm())).rejects.toMatchObject(refused);
    expect(server.asked).toEqual([]);
    await server.stop();
  });
});

describe('the tag of a page', () => {
  it.each([
    ['<script>fbq("track")</script>', true],
    ['<script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>', true],
    ['<!-- fbq("track") --><title>Shop</title>', false],
    ['<title>Shop</title>', false],
    ['', null],
  ])('in %j: %j', (body, found) => expect(findTag({ status: 200, body })).toBe(found));

  it('is not known of a page that did not come', () => expect(findTag({ status: 500, body: 'fbq(' })).toBeNull());
});
