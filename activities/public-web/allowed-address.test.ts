import { describe, expect, it } from 'vitest';
import { allowedUrl, createAddressRule } from './allowed-address.ts';

const rule = createAddressRule({ loopback: false });

describe('an address', () => {
  it.each([
    ...['127.0.0.1', '127.1.2.3', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
    ...[
      '169.254.169.254',
      '192.0.2.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
    ],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:db8::1'],
    ...['ff02::1', '2001::1', 'localhost', ''],
  ])('%s is not connected to', (address) => expect(rule(address)).toBe(false));

  it.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s may be', (address) => {
    expect(rule(address)).toBe(true);
  });

  it('of this machine may be where that was switched on, and nothing else private', () => {
    const demo = createAddressRule({ loopback: true });
    expect(['127.0.0.1', '::1', '127.0.0.2', '10.0.0.1', '169.254.169.254'].map(demo)).toEqual([
      ...[true, true, false, false, false],
    ]);
  });
});

describe('a web address', () => {
  it.each([
    ...['http://127.1/', 'http://0x7f.1/', 'http://2130706433/', 'http://0177.0.0.1/', 'http://[::ffff:7f00:1]/'],
    ...['http://[::1]/', 'http://0/', 'http://169.254.169.254/latest/meta-data', 'http://user:secret@shop.example/'],
    ...['ftp://shop.example/', 'file:///etc/passwd', 'gopher://shop.example/', 'javascript:alert(1)', 'shop.example'],
    ...['http://shop.example/\r\nX: y', ''],
  ])('at %j is not fetched', (address) => {
    expect(() => allowedUrl(address, rule, ['http:', 'https:'])).toThrow(
      expect.objectContaining({ code: 'ADDRESS_NOT_ALLOWED' }),
    );
  });

  it('at a public address is', () => {
    const address = 'https://shop.example/boots?x=1';
    expect(allowedUrl(address, rule, ['https:']).href).toBe(address);
  });

  it('without encryption is refused to whoever asks for nothing else', () => {
    const words = expect.objectContaining({ message: 'The address is not fetched: only https may be.' });
    expect(() => allowedUrl('http://shop.example/', rule, ['https:'])).toThrow(words);
  });
});
