export { createAddressRule } from './allowed-address.ts';
export { createPublicGet, type PublicAnswer, type PublicGet } from './public-get.ts';
