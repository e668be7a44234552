import { useInfiniteGetList } from 'react-admin';
import { PageHeader } from '../layout/PageHeader.tsx';
import { RecordTable } from '../tables/RecordTable.tsx';
import type { PlaybookView } from './playbook-view.ts';

/** The playbooks that are deployed. */
export function PlaybookList() {
  const query = useInfiniteGetList<PlaybookView>('playbooks', {
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'name', order: 'ASC' },
    filter: {},
  });
  return (
    <>
      <PageHeader title="Playbooks" lead="The programs that watch your campaigns and propose changes." />
      <RecordTable
        label="playbooks"
        query={query}
        linkTo={(playbook) => `/playbooks/${encodeURIComponent(playbook.id)}/show`}
        empty={{ title: 'No playbooks yet', text: 'Deploy a YAML file with the mbi command, and it appears here.' }}
        columns={[
          { name: 'Name', main: true, cell: (playbook) => playbook.name || playbook.playbook_id },
          { name: 'Id', cell: (playbook) => <code>{playbook.playbook_id}</code> },
          { name: 'Version', cell: (playbook) => playbook.version ?? '–' },
          { name: 'Description', cell: (playbook) => playbook.description ?? '–' },
        ]}
      />
    </>
  );
}
