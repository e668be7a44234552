export { createLinkedInAdapter, type LinkedInAdapterOptions } from './adapter.ts';
