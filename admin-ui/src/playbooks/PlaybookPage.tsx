import { useGetOne } from 'react-admin';
import { useParams } from 'react-router';
import { BackLink } from '../layout/BackLink.tsx';
import { PageHeader } from '../layout/PageHeader.tsx';
import { Panel } from '../layout/Panel.tsx';
import { LoadingFailed, LoadingRows } from '../layout/QueryState.tsx';
import { StateMessage } from '../layout/StateMessage.tsx';
import type { PlaybookView } from './playbook-view.ts';
import { YamlView } from './YamlView.tsx';

/** One playbook as its authors wrote it; to change it, edit the file and deploy a new version. */
export function PlaybookPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<PlaybookView>('playbooks', { id });
  if (data === undefined) {
    if (error !== null) return <LoadingFailed label="playbook" error={error} retry={() => void refetch()} />;
    return <LoadingRows label="the playbook" height={200} />;
  }
  const facts = [
    data.playbook_id,
    data.version === null ? '' : `version ${data.version}`,
    data.digest === null ? '' : `digest ${data.digest.slice(0, 12)}…`,
  ];
  return (
    <>
      <PageHeader
        above={<BackLink to="/playbooks">Playbooks</BackLink>}
        title={data.name || data.playbook_id}
        lead={facts.filter((fact) => fact !== '').join(' · ')}
      />
      {data.source === null ? (
        <StateMessage title="The source is not available">
          The server did not send the text of this playbook.
        </StateMessage>
      ) : (
        <Panel title="Source (read-only)" flush>
          <YamlView source={data.source} />
        </Panel>
      )}
    </>
  );
}
