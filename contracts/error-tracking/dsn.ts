/** Where events go, read from a DSN; the key is sent in a header alone. */
export type ErrorTrackingTarget = { readonly envelope_url: string; readonly public_key: string };

/**
 * Reads a DSN (`https://KEY@host/path/PROJECT`) as the protocol of Sentry has it
 * (https://develop.sentry.dev/sdk/foundations/transport/authentication/#parsing-the-dsn). Null for anything else: error
 * tracking that is set up wrongly is off, and never a reason not to start.
 */
export function readDsn(dsn: string): ErrorTrackingTarget | null {
  if (!URL.canParse(dsn)) return null;
  const { protocol, host, username, pathname } = new URL(dsn);
  const parts = pathname.split('/').filter((part) => part !== '');
  const project_id = parts.pop();
  if (!/^https?:$/.test(protocol) || username === '' || project_id === undefined || !/^\w+$/.test(project_id))
    return null;
  const folder = parts.map((part) => `/${part}`).join('');
  return { envelope_url: `${protocol}//${host}${folder}/api/${project_id}/envelope/`, public_key: username };
}
