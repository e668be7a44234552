import { z } from 'zod';
import { CodedError } from '../errors/index.ts';
import { flag, optionalDocument, optionalSecret } from './marks.ts';

/** Where Temporal is. */
export const temporalConfig = z.object({
  TEMPORAL_ADDRESS: z.string().describe('host:port of the Temporal frontend'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Temporal namespace'),
  TEMPORAL_TLS: flag
    .default(false)
    .describe('true encrypts the connection; an API key or a certificate does so by itself'),
  TEMPORAL_TLS_CA: optionalDocument('authority (PEM) of the server’s certificate, where it is none of the usual ones'),
  TEMPORAL_TLS_SERVER_NAME: z
    .string()
    .optional()
    .describe('name that the server’s certificate must bear, where it is not that of the address'),
  TEMPORAL_TLS_CERTIFICATE: optionalDocument('our own certificate (PEM), where the server asks for one (mTLS)'),
  TEMPORAL_TLS_KEY: optionalSecret('private key (PEM) of our own certificate'),
  TEMPORAL_API_KEY: optionalSecret('API key of Temporal Cloud'),
  TEMPORAL_TASK_QUEUE: z.string().default('mbi').describe('task queue of the worker'),
  TEMPORAL_UI_URL: z.string().optional().describe('address of the Temporal web UI, for links'),
});

/** How the Temporal SDK connects, for clients and workers alike. `tls` false is plain text. */
export type TemporalConnection = {
  readonly address: string;
  readonly apiKey?: string;
  readonly tls:
    | false
    | {
        readonly serverRootCACertificate?: Uint8Array;
        readonly serverNameOverride?: string;
        readonly clientCertPair?: { readonly crt: Uint8Array; readonly key: Uint8Array };
      };
};

type ConnectionSettings = Readonly<
  Pick<z.infer<typeof temporalConfig>, 'TEMPORAL_ADDRESS' | 'TEMPORAL_TLS' | 'TEMPORAL_API_KEY'> &
    Partial<
      Pick<
        z.infer<typeof temporalConfig>,
        'TEMPORAL_TLS_CA' | 'TEMPORAL_TLS_SERVER_NAME' | 'TEMPORAL_TLS_CERTIFICATE' | 'TEMPORAL_TLS_KEY'
      >
    >
>;

/**
 * How to connect to Temporal. An API key never travels in plain text, and whoever names an authority, a server or a
 * certificate means TLS: each switches it on. Throws CONFIG_INVALID when a certificate comes without its key, or a key
 * without its certificate.
 */
export function temporalConnectionOf(settings: ConnectionSettings): TemporalConnection {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: apiKey, TEMPORAL_TLS_SERVER_NAME: name } = settings;
  const { TEMPORAL_TLS_CA: ca, TEMPORAL_TLS_CERTIFICATE: certificate, TEMPORAL_TLS_KEY: key } = settings;
  if ((certificate === undefined) !== (key === undefined)) {
    const problems = ['TEMPORAL_TLS_CERTIFICATE and TEMPORAL_TLS_KEY: one is given without the other'];
    throw new CodedError('CONFIG_INVALID', `The configuration is not valid:\n  ${problems.join()}`, { problems });
  }
  const encrypted = settings.TEMPORAL_TLS || [apiKey, ca, name, certificate].some((each) => each !== undefined);
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  const pair = certificate === undefined || key === undefined ? null : { crt: bytes(certificate), key: bytes(key) };
  return {
    address,
    ...(apiKey === undefined ? {} : { apiKey }),
    tls: encrypted && {
      ...(ca === undefined ? {} : { serverRootCACertificate: bytes(ca) }),
      ...(name === undefined ? {} : { serverNameOverride: name }),
      ...(pair === null ? {} : { clientCertPair: pair }),
    },
  };
}
