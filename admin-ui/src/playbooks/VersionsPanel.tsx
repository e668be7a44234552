import Box from '@mui/material/Box';
import { Panel } from '../layout/Panel.tsx';
import { formatMoment } from '../time/describe-time.ts';
import type { PlaybookView } from './playbook-view.ts';

/** Every version that was deployed, the newest first. */
export function VersionsPanel(props: { playbook: PlaybookView }) {
  const { versions, version } = props.playbook;
  if (versions.length === 0) return null;
  return (
    <Panel title="Versions">
      <Box
        component="ol"
        reversed
        sx={{ m: 0, p: 0, listStyle: 'none', fontSize: '0.88rem', display: 'grid', gap: 0.5 }}
      >
        {versions
          .toSorted((a, b) => b.version - a.version)
          .map((each) => (
            <li key={each.version}>
              {`Version ${each.version}, deployed ${formatMoment(each.created_at)}${each.version === version ? ', active' : ''} · `}
              <code title={each.digest}>{each.digest.slice(0, 12)}</code>
            </li>
          ))}
      </Box>
    </Panel>
  );
}
