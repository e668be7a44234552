export { createTiktokAdapter, type TiktokAdapterOptions } from './adapter.ts';
