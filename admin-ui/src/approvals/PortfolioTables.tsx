import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ChangeSetView } from '../changes/change-view.ts';
import { sizeWords } from '../changes/group-changes.ts';
import { useChangeGroups } from '../changes/useChangeGroups.ts';
import { platformName } from '../platforms/platform-name.ts';
import { ChangeRows } from './ChangeRows.tsx';

/** A plan over several campaigns: a table for each campaign under its platform and account, in the account’s own currency. */
export function PortfolioTables(props: { changeSet: ChangeSetView }) {
  const groups = useChangeGroups(props.changeSet);
  return (
    <>
      <Box sx={{ px: { xs: 2, sm: 2.5 }, pb: 1.5, fontSize: '0.9rem' }}>
        <strong>{sizeWords(groups)}</strong>
        {'. One decision is about all of them; each is made and proved on its own, and what lowers money goes first.'}
      </Box>
      {groups.map((group) => (
        <Box component="section" key={`${group.platform} ${group.account_id}`} sx={{ mb: 1 }}>
          <Typography component="h3" variant="h3" sx={{ px: { xs: 2, sm: 2.5 }, py: 1, bgcolor: 'action.hover' }}>
            {`${platformName(group.platform)} · ${group.name}${group.currency === '' ? '' : ` · in ${group.currency}`}`}
          </Typography>
          {group.campaigns.map((campaign) => (
            <Box key={campaign.campaign_id}>
              <Typography component="h4" variant="body2" sx={{ px: { xs: 2, sm: 2.5 }, pt: 1.25, fontWeight: 650 }}>
                {campaign.name}
              </Typography>
              <ChangeRows
                label={`Planned changes of ${campaign.name}`}
                changes={campaign.changes}
                currency={group.currency}
              />
            </Box>
          ))}
        </Box>
      ))}
    </>
  );
}
