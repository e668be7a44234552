import { defineConfig } from 'drizzle-kit';

/** Settings of `drizzle-kit generate`, which writes migrations from the schema files and needs no database. */
export default defineConfig({ dialect: 'postgresql', schema: './db/schema/index.ts', out: './db/migrations' });
