import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate and its private key, as PEM. */
export type Certificate = { readonly certificate: string; readonly key: string };

/** An authority that certifies servers and clients, for an hour. */
export type Authority = Certificate & { readonly certify: (names: readonly string[]) => Certificate };

/** DER (ITU-T X.690), as far as a certificate of version 3 (RFC 5280) needs it: a tag, a length, what it holds. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const length = content.byteLength;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...contents: readonly Uint8Array[]) => der(0x30, ...contents);
const bytes = (hex: string) => Buffer.from(hex, 'hex');
const identifier = (hex: string) => der(0x06, bytes(hex));
const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));
const bits = (content: Uint8Array) => der(0x03, Buffer.from([0]), content);
const time = (date: Date) => der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));
const nameOf = (text: string) => sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(text)))));
const pem = (content: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(content).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** Who may be an authority (basic constraints), and under which names a server answers (alternative names). */
function extensions(names: readonly string[] | null): Buffer {
  const basic = sequence(...(names === null ? [der(0x01, Buffer.from([0xff]))] : []));
  const constraints = sequence(identifier('551d13'), der(0x01, Buffer.from([0xff])), der(0x04, basic));
  if (names === null) return der(0xa3, sequence(constraints));
  const alternatives = names.map((name) =>
    /^[\d.]+$/.test(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
  );
  return der(0xa3, sequence(constraints, sequence(identifier('551d11'), der(0x04, sequence(...alternatives)))));
}

function certify(
  { subject, names, publicKey }: { subject: string; names: readonly string[] | null; publicKey: KeyObject },
  { issuer, issuerKey }: { issuer: string; issuerKey: KeyObject },
): string {
  const [from, until] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(12)])),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time(from), time(until)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(names),
  );
  return pem(sequence(toBeSigned, ecdsaWithSha256, bits(sign('sha256', toBeSigned, issuerKey))));
}

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyText = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Makes an authority of one's own; `names` of what it certifies are host names and addresses. */
export function createAuthority(issuer: string): Authority {
  const own = pair();
  const self = { issuer, issuerKey: own.privateKey };
  return {
    certificate: certify({ subject: issuer, names: null, publicKey: own.publicKey }, self),
    key: keyText(own.privateKey),
    certify: (names) => {
      const { publicKey, privateKey } = pair();
      const subject = names[0] ?? '';
      return { certificate: certify({ subject, names, publicKey }, self), key: keyText(privateKey) };
    },
  };
}
