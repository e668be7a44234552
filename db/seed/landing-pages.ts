import { and, eq, isNull, like, or } from 'drizzle-orm';
import { campaignsOf, demoTenants } from '../../contracts/demo-world.ts';
import { type Database, withTenant } from '../connect.ts';
import { campaigns } from '../schema/index.ts';

/** Points the demo's campaigns at the shops of the sandbox. An address that somebody has set to another place stays. */
export async function pointLandingPages(owner: Database, sandbox_url: string): Promise<void> {
  for (const tenant of demoTenants) {
    await withTenant(owner, tenant.tenant_id, async (tx) => {
      for (const { campaign_id } of campaignsOf(tenant)) {
        const { landing_page_url } = campaigns;
        await tx
          .update(campaigns)
          .set({ landing_page_url: `${sandbox_url}/shop/${campaign_id}` })
          .where(
            and(
              eq(campaigns.campaign_id, campaign_id),
              or(isNull(landing_page_url), like(landing_page_url, 'http://127.0.0.1:%/shop/%')),
            ),
          );
      }
    });
  }
}
