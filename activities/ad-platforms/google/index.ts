export { createGoogleAdapter, type GoogleAdapterOptions } from './adapter.ts';
