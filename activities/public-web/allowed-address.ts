import { BlockList, isIP } from 'node:net';
import { CodedError } from '../../contracts/errors/index.ts';

/** Special-purpose addresses (IANA registries, RFC 6890 and its updates): nothing public is there. */
const specialIpv4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Within the global unicast block, what leads elsewhere: Teredo, documentation, 6to4 and its like. */
const specialIpv6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

function blockList(): { readonly special: BlockList; readonly global: BlockList } {
  const special = new BlockList();
  for (const [network, bits] of specialIpv4) special.addSubnet(network, bits, 'ipv4');
  for (const [network, bits] of specialIpv6) special.addSubnet(network, bits, 'ipv6');
  const global = new BlockList();
  global.addSubnet('2000::', 3, 'ipv6');
  return { special, global };
}

/** Tells whether an address may be connected to. */
export type AddressRule = (address: string) => boolean;

/**
 * Allows public addresses alone. Of IPv6 only the global unicast block counts, which leaves out loopback, private, link-local,
 * mapped (`::ffff:…`) and translated (NAT64) ones in whatever spelling. `loopback` opens this machine, for demonstrations.
 */
export function createAddressRule({ loopback }: { readonly loopback: boolean }): AddressRule {
  const { special, global } = blockList();
  return (address) => {
    const family = isIP(address);
    if (family === 0) return false;
    if (loopback && (address === '127.0.0.1' || address === '::1')) return true;
    if (family === 4) return !special.check(address, 'ipv4');
    return global.check(address, 'ipv6') && !special.check(address, 'ipv6');
  };
}

/** What is said of an address that is not asked for. */
export function refused(why: string): CodedError {
  return new CodedError('ADDRESS_NOT_ALLOWED', `The address is not fetched: ${why}.`);
}

/** How an address may begin. */
export type Protocol = 'http:' | 'https:';

/**
 * A web address that may be asked for: of one of the protocols, no name or password in it, and a host that is no address
 * outside the rule. Where a name leads is checked when it is connected. Throws ADDRESS_NOT_ALLOWED.
 */
export function allowedUrl(text: string, rule: AddressRule, protocols: readonly Protocol[]): URL {
  if (/[\p{Cc}\s]/u.test(text.trim()) || !URL.canParse(text)) throw refused('it is no web address');
  const url = new URL(text);
  if (!protocols.some((protocol) => protocol === url.protocol)) {
    throw refused(`only ${protocols.map((protocol) => protocol.slice(0, -1)).join(' and ')} may be`);
  }
  if (url.username !== '' || url.password !== '') throw refused('it has a name or password in it');
  // The parser has already written decimal, octal and shortened IPv4 out.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !rule(host)) throw refused('it leads to a network that is not public');
  return url;
}
