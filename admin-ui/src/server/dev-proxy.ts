/** Where the API of a developer's own machine answers. */
const ownMachine = 'http://localhost:8000';

/**
 * What the development server passes on to the API, which `VITE_API_URL` names: the browser then talks to one origin, as it
 * does in production, where the API serves the back office itself and nothing is configured. Throws for what is no web address.
 */
export function devProxy(environment: Readonly<Record<string, string | undefined>>): Record<'/v2' | '/api', string> {
  const said = environment.VITE_API_URL ?? '';
  const address = said === '' ? ownMachine : said;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new Error(`VITE_API_URL is “${address}”: the address of an API, such as ${ownMachine}, is expected.`);
  }
  // Only the origin: the paths are the API's own.
  const { origin } = new URL(address);
  return { '/v2': origin, '/api': origin };
}
