export { createProductHuntAdapter, type ProductHuntAdapterOptions } from './adapter.ts';
