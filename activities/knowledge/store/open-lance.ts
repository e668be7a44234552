import type * as Lance from '@lancedb/lancedb';

/** LanceDB with the settings of this product, loaded when somebody first needs it: it costs a worker start 150 MB. */
export async function openLance(): Promise<typeof Lance> {
  // It writes a warning for every table otherwise.
  process.env.LANCE_LOG ??= 'error';
  return import('@lancedb/lancedb');
}
