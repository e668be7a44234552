import postgres from 'postgres';

/** Makes the database that the owner’s URL names unless it exists; gives whether it made it. */
export async function ensureDatabase(owner_url: string): Promise<boolean> {
  const server = new URL(owner_url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  const sql = postgres(server.href, { max: 1, onnotice: () => undefined });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`;
    if (found !== undefined) return false;
    await sql`create database ${sql(name)}`;
    return true;
  } finally {
    await sql.end();
  }
}
