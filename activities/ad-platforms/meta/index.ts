export { createMetaAdapter, type MetaAdapterOptions } from './adapter.ts';
