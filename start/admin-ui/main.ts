import { buildAdminUi } from './build.ts';

console.log(`back office: ${await buildAdminUi()}`);
