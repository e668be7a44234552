import Stack from '@mui/material/Stack';
import { PageHeader } from '../layout/PageHeader.tsx';
import { useCan } from '../session/useCan.ts';
import { GroupsPanel } from './GroupsPanel.tsx';
import { IdentitiesPanel } from './IdentitiesPanel.tsx';

/** Whom approvals ask, and who may decide from a chat. */
export function PeoplePage() {
  const mayWrite = useCan('groups:write');
  return (
    <>
      <PageHeader title="People" lead="Groups that playbooks ask, and who people are in chats." />
      <Stack spacing={2}>
        <GroupsPanel mayWrite={mayWrite} />
        {mayWrite ? <IdentitiesPanel /> : null}
      </Stack>
    </>
  );
}
